using System;

namespace Dify.Generated;

/// <summary>Something in the inputs of a run, or in the answers to a form, that the app would refuse or ignore.</summary>
public sealed class InputProblem
{
    internal InputProblem(string variable, InputProblemKind kind, string message)
    {
        Variable = variable;
        Kind = kind;
        Message = message;
    }

    /// <summary>The name of the variable, or of the form's input.</summary>
    public string Variable { get; }

    /// <summary>What is wrong.</summary>
    public InputProblemKind Kind { get; }

    /// <summary>What is wrong and what is wanted, in a sentence in the language of the current user interface culture. It names the
    /// variable and never repeats the value.</summary>
    public string Message { get; }

    /// <summary>Whether the server refuses the value. If not, it ignores it without a word.</summary>
    public bool IsRefused => Kind != InputProblemKind.UnknownVariable;

    /// <summary>The sentence.</summary>
    public override string ToString() => Message;

    internal static InputProblem WrongType(string variable, string wanted)
        => Of(variable, InputProblemKind.WrongType, ClientText.Get(wanted));

    internal static InputProblem Of(string variable, InputProblemKind kind, object? wanted = null)
        => new(variable, kind, ClientText.Format("Input" + kind, variable, wanted));
}
