using System;
using System.IO;
using System.Text;

namespace Dify.Generated.Tests.Cli;

/// <summary>Collects what is written by any thread, and tells when certain words have come.</summary>
internal sealed class SharedWriter : TextWriter
{
    private readonly StringBuilder text = new();
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

    /// <summary>Calls back once, as soon as what was written holds these words.</summary>
    public void When(string words, Action<string> action) => (awaited, onCome) = (words, action);

    public override void Write(string? value)
    {
        lock (text)
        {
            text.Append(value);
        }

        if (awaited is not null && ToString() is var all && all.Contains(awaited, StringComparison.Ordinal))
        {
            awaited = null;
            onCome?.Invoke(all);
        }
    }

    public override string ToString()
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
