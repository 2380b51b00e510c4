using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;

namespace Dify.Generated.Tests.Runs;

internal static class FakeTimeExtensions
{
    /// <summary>Lets time pass until a task has ended, however often it waits in between.</summary>
    public static async Task AdvanceUntilAsync(this FakeTimeProvider clock, Task task, TimeSpan step, CancellationToken cancellationToken)
    {
        while (!task.IsCompleted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            clock.Advance(step);
            await Task.Yield();
            if (clock is AnsweredClock answered)
            {
                await Task.WhenAny(answered.Answered, task).WaitAsync(cancellationToken);
            }
        }
    }
}
