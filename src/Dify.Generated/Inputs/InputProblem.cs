using System;

namespace Dify.Generated;

/// <summary>Something in the inputs of a run that the app would refuse or ignore.</summary>
public sealed class InputProblem
{
    internal InputProblem(string variable, InputProblemKind kind, string message)
    {
        Variable = variable;
        Kind = kind;
        Message = message;
    }

    /// <summary>The name of the variable.</summary>
    public string Variable { get; }

    /// <summary>What is wrong.</summary>
    public InputProblemKind Kind { get; }

    /// <summary>What is wrong and what is wanted, in a sentence in the language of the current user interface culture. It names the variable and never repeats the value.</summary>
    public string Message { get; }

    /// <summary>The sentence.</summary>
    public override string ToString() => Message;
}
