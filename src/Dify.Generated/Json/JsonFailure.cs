using Newtonsoft.Json;

namespace Dify.Generated;

/// <summary>What was wrong in a JSON text, said by place and kind alone: the text itself may hold secrets, and Newtonsoft.Json repeats it
/// in its messages.</summary>
internal static class JsonFailure
{
    public static JsonSerializationException At(JsonReader reader, string expected)
        => new($"Expected {expected}, found {reader.TokenType}.", string.Empty, Line(reader).Number, Line(reader).Position, null);

    /// <summary>The same failure, with its line and position, without the words of the server.</summary>
    public static JsonException WithoutText(JsonException exception)
        => exception switch
        {
            JsonReaderException reader =>
                new JsonReaderException($"The text is no JSON (line {reader.LineNumber}, position {reader.LinePosition})."),
            JsonSerializationException shape =>
                new JsonSerializationException($"The JSON has another shape (line {shape.LineNumber}, position {shape.LinePosition})."),
            _ => new JsonException("The text cannot be read as JSON."),
        };

    private static (int Number, int Position) Line(JsonReader reader)
        => reader is IJsonLineInfo line && line.HasLineInfo() ? (line.LineNumber, line.LinePosition) : (0, 0);
}
