namespace Dify.Generated;

/// <summary>
/// A type that knows what reads and writes it under Newtonsoft.Json. System.Text.Json asks it for the same: the attribute of a public type
/// can name only what is public, or the code that is generated for other programs does not compile.
/// </summary>
internal interface IJsonConverted
{
    /// <summary>What reads and writes the type. It is asked of an object that no constructor has seen.</summary>
    Newtonsoft.Json.JsonConverter JsonConverter { get; }
}
