namespace Dify.Generated;

/// <summary>An object that keeps its JSON as it came, and is written so.</summary>
internal interface IRawJson
{
    /// <summary>The JSON of the object.</summary>
    string Raw { get; }
}
