using System;

namespace Dify.Generated.Testing;

/// <summary>A script file cannot be used; the message names the file, the line, the member and the remedy.</summary>
public sealed class RunScriptException : Exception
{
    internal RunScriptException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
