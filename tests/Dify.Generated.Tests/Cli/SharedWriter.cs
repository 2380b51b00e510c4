using System;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated.Tests.Cli;

/// <summary>Collects what is written by any thread, and tells when certain words have come.</summary>
internal sealed class SharedWriter : TextWriter
{
    private readonly StringBuilder text = new();
    private TaskCompletionSource written = New();
    private string? awaited;
    private Action<string>? onCome;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (text)
        {
            text.Append(value);
        }
    }

    /// <summary>Waits until what was written holds these words.</summary>
    public async Task<string> WaitForAsync(string words, CancellationToken cancellationToken)
    {
        while (true)
        {
            // The task is taken before the look, so that what is written in between is not missed.
            Task change = Volatile.Read(ref written).Task;
            if (ToString() is var all && all.Contains(words, StringComparison.Ordinal))
            {
                return all;
            }

            await change.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Calls back once, as soon as what was written holds these words.</summary>
    public void When(string words, Action<string> action) => (awaited, onCome) = (words, action);

    public override void Write(string? value)
    {
        lock (text)
        {
            text.Append(value);
        }

        Interlocked.Exchange(ref written, New()).SetResult();
        if (awaited is not null && ToString() is var all && all.Contains(awaited, StringComparison.Ordinal))
        {
            awaited = null;
            onCome?.Invoke(all);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override string ToString()
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
