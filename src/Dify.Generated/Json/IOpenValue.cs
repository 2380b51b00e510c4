namespace Dify.Generated;

/// <summary>A value from an open set of words: the server may say words that the documents do not list.</summary>
public interface IOpenValue
{
    /// <summary>The word on the wire.</summary>
    string Value { get; }
}
