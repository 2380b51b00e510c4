using System;

namespace Dify.Generated.Testing;

/// <summary>A variable that every conversation of a chatflow has.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">What it holds at first: text, a number, a flag, or anything that Newtonsoft.Json can write.</param>
public sealed record ChatVariable(string Name, object? Value)
{
    /// <summary>What the app says of it.</summary>
    public string Description { get; init; } = "";

    internal void Validate(string option)
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            throw new ArgumentException("A variable of a conversation needs a name.", option);
        }
    }
}
