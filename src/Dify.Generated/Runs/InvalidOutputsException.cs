using System;

namespace Dify.Generated;

/// <summary>The outputs of a run are not there, or not of the shape that a program asks for. The message names the output and never repeats
/// a value.</summary>
public sealed class InvalidOutputsException : InvalidOperationException
{
    internal InvalidOutputsException(string message, string? output = null, Exception? innerException = null)
        : base(message, innerException)
        => Output = output;

    /// <summary>The output that is missing or of another kind, by the name that the program asks for; null if it is all of them.</summary>
    public string? Output { get; }
}
