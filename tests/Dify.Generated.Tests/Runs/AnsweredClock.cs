using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;

namespace Dify.Generated.Tests.Runs;

/// <summary>
/// A clock that knows whether somebody is still at what a timer has told him: a timer that is set again and again counts as answered when
/// it is set anew. Time that went on before would measure how busy the machine is.
/// </summary>
internal sealed class AnsweredClock : FakeTimeProvider
{
    private TaskCompletionSource answered = Completed();

    /// <summary>Ends when every timer that has gone off is set anew.</summary>
    public Task Answered => Volatile.Read(ref answered).Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this);
        timer.Inner = base.CreateTimer(
            said =>
            {
                timer.GoOff();
                callback(said);
            },
            state,
            dueTime,
            period);
        return timer;
    }

    private static TaskCompletionSource Completed()
    {
        var completed = new TaskCompletionSource();
        completed.SetResult();
        return completed;
    }

    private sealed class Timer(AnsweredClock clock) : ITimer
    {
        private volatile bool isSetAnew;
        private volatile TaskCompletionSource? pending;

        public ITimer? Inner { get; set; }

        // One that is never set a second time is nobody's who looks on.
        public void GoOff()
        {
            if (isSetAnew)
            {
                pending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                Volatile.Write(ref clock.answered, pending);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            isSetAnew = true;
            bool isChanged = Inner!.Change(dueTime, period);
            pending?.TrySetResult();
            return isChanged;
        }

        public void Dispose()
        {
            Inner!.Dispose();
            pending?.TrySetResult();
        }

        public async ValueTask DisposeAsync()
        {
            await Inner!.DisposeAsync();
            pending?.TrySetResult();
        }
    }
}
