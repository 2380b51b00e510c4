namespace Dify.Generated;

/// <summary>An answer with members without which it is none: something else than Dify's API has answered then, whatever the
/// status.</summary>
internal interface IAnswer : IJsonReadable
{
    /// <summary>The first such member that is missing, by its place on the wire; null if none is.</summary>
    /// <param name="body">The text that the answer was read from.</param>
    string? MissingMember(AnswerBody body);
}
