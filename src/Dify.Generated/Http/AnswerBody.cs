using System;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>The text of an answer, read once more where its members cannot tell what was empty from what was not there.</summary>
internal readonly struct AnswerBody
{
    private readonly ReadOnlyMemory<char> text;

    public AnswerBody(ReadOnlyMemory<char> text) => this.text = text;

    /// <summary>Whether a member is there, as a plain value or null.</summary>
    public bool Names(string name) => Find(name) is JValue;

    /// <summary>Whether a member is there, and of its kind.</summary>
    public bool Gives(string name, JTokenType kind) => Find(name)?.Type == kind;

    private JToken? Find(string name) => ProblemReader.TryParse(text)?[name];
}
