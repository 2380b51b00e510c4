using System;
using System.Diagnostics;
using System.Threading;

namespace Dify.Generated;

/// <summary>
/// The span of a run, made only when somebody listens. That of a run that was forgotten, neither read to its end nor disposed of, ends when
/// the run is collected, so that the trace does not lack the parent of its calls.
/// </summary>
internal sealed class RunSpan
{
    public RunSpan(Activity activity) => Activity = activity;

    // What listeners do is not for the thread that runs finalizers.
    ~RunSpan() => ThreadPool.QueueUserWorkItem(static activity => ((Activity)activity!).Dispose(), Activity);

    public Activity Activity { get; }

    public void End()
    {
        GC.SuppressFinalize(this);
        Activity.Dispose();
    }
}
