using System;

namespace Dify.Generated;

/// <summary>How a run is followed.</summary>
public class WorkflowRunOptions
{
    /// <summary>What becomes of the run on the server when the caller cancels, disposes of it or leaves the loop.
    /// <see cref="OnCancel.StopRun"/> unless set.</summary>
    public OnCancel OnCancel { get; set; } = OnCancel.StopRun;

    /// <summary>How long the stream may be silent, without even a ping, before it counts as broken.
    /// <see cref="DifyClientOptions.IdleTimeout"/> unless set.</summary>
    public TimeSpan? IdleTimeout { get; set; }

    /// <summary>Whether a broken stream is taken up again by the id of the run. On unless set. The run itself is never started
    /// again.</summary>
    public bool Resume { get; set; } = true;

    /// <summary>
    /// How long the server may take to begin the run and to name it, pings or not: with no free worker it takes the request and sends
    /// nothing else. 10 minutes unless set; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit. Then starting throws
    /// <see cref="WorkflowStreamInterruptedException"/> with <see cref="StreamEnd.NotBegun"/>; the run may begin all the same, and the
    /// app's log has it by its user.
    /// </summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How often in a row a stream is taken up again without a sign of life: a new event, or a record that says the run is running or
    /// paused. Pings are none. 5 unless set; 0 for never. A run that the record calls running is followed on, whatever cuts its streams, up
    /// to <see cref="Timeout"/>.
    /// </summary>
    public int MaxResumes { get; set; } = 5;

    /// <summary>How long the run may take in all, pauses included; then it is left as by a cancellation. No limit unless set.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>
    /// How long the stop call may take that a cancellation sends, and how long a start that was cancelled is read on in the background for
    /// the id to stop. 5 seconds unless set.
    /// </summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long <see cref="WorkflowRun.StopAsync"/> waits for the run to have ended when it is to be confirmed. 30 seconds unless
    /// set.</summary>
    public TimeSpan StopConfirmationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Told when there is something to say of a run of which the server says nothing: it has not begun after 15 seconds, or has brought
    /// nothing but pings for 30 seconds, and then again at intervals that grow to 10 minutes; and when a stream that was interrupted has
    /// been taken up again. A quiet run is followed on, for ever if an answer got lost on the server: set <see cref="Timeout"/> where that
    /// must not be. Called on a thread of the pool.
    /// </summary>
    public IProgress<WorkflowRunProgress>? Progress { get; set; }

    /// <summary>
    /// Whether the inputs are held against the form of the app's published workflow before the run is started, as
    /// <see cref="WorkflowInputsExtensions.ThrowIfRefused"/> does it. <see cref="DifyClientOptions.CheckInputs"/> unless set. False is
    /// for the run of a version by its id whose form is not the published one.
    /// </summary>
    public bool? CheckInputs { get; set; }

    internal static WorkflowRunOptions Checked(WorkflowRunOptions? options, string parameterName)
    {
        var copy = (WorkflowRunOptions?)options?.MemberwiseClone() ?? new WorkflowRunOptions();
        copy.ThrowIfInvalid(parameterName);
        return copy;
    }

    private void ThrowIfInvalid(string parameterName)
    {
        Positive(IdleTimeout, nameof(IdleTimeout), mayBeInfinite: true, parameterName);
        Positive(StartTimeout, nameof(StartTimeout), mayBeInfinite: true, parameterName);
        Positive(Timeout, nameof(Timeout), mayBeInfinite: true, parameterName);
        Positive(StopTimeout, nameof(StopTimeout), mayBeInfinite: false, parameterName);
        Positive(StopConfirmationTimeout, nameof(StopConfirmationTimeout), mayBeInfinite: false, parameterName);
        if (MaxResumes < 0)
        {
            throw new ArgumentException(ClientText.Format("MustNotBeNegative", nameof(MaxResumes)), parameterName);
        }
    }

    private static void Positive(TimeSpan? value, string name, bool mayBeInfinite, string parameterName)
    {
        if (value <= TimeSpan.Zero && !(mayBeInfinite && value == System.Threading.Timeout.InfiniteTimeSpan))
        {
            throw new ArgumentException(ClientText.Format("MustBePositive", name), parameterName);
        }
    }
}
