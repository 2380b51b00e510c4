using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;

namespace Dify.Generated.Tests.Recordings.StandIn;

/// <summary>
/// A clock that stands still and knows which timers run by it, so that a test moves it only when somebody waits for that.
/// </summary>
internal sealed class ArmedTimeProvider : FakeTimeProvider
{
    private readonly object gate = new();
    private readonly List<Armed> armed = [];
    private TaskCompletionSource change = New();

    /// <summary>How often the clock was moved.</summary>
    public int Moves { get; private set; }

    public void Move(TimeSpan by)
    {
        Moves++;
        Advance(by);
    }

    /// <summary>Waits until as many timers of about this length run.</summary>
    public async Task WaitForTimersAsync(TimeSpan due, int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (armed.FindAll(timer => (timer.Due - due).Duration() <= due * 0.1).Count >= count)
                {
                    return;
                }

                next = change.Task;
            }

            await next.WaitAsync(cancellationToken);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Armed(this, dueTime);
        timer.Inner = base.CreateTimer(
            given =>
            {
                Remove(timer);
                callback(given);
            },
            state,
            dueTime,
            period);
        lock (gate)
        {
            armed.Add(timer);
            Interlocked.Exchange(ref change, New()).SetResult();
        }

        return timer;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Remove(Armed timer)
    {
        lock (gate)
        {
            armed.Remove(timer);
        }
    }

    private sealed class Armed(ArmedTimeProvider clock, TimeSpan due) : ITimer
    {
        public TimeSpan Due => due;

        public ITimer? Inner { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period) => Inner!.Change(dueTime, period);

        public void Dispose()
        {
            clock.Remove(this);
            Inner!.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
