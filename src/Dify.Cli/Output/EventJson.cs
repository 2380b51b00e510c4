using Dify.Generated;

namespace Dify.Cli.Output;

/// <summary>An event as one line of JSON, for programs that read a stream line by line.</summary>
internal static class EventJson
{
    // Line breaks between the tokens of JSON are white space, and inside a text they are escaped.
    public static string Of(DifyStreamEvent next)
        => next is UnknownEvent other ? PlainText.Escape(other.Raw.Replace('\r', ' ').Replace('\n', ' ')) : JsonOutput.WireOnOneLine(next);
}
