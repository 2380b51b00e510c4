using System;
using System.IO;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Dify.OpenApi.Documents;

/// <summary>YamlDotNet's parser, but every failure of it is a <see cref="YamlException"/> with a place: on some damaged texts it fails with
/// whatever exception its own code runs into.</summary>
internal sealed class CheckedYamlParser(TextReader text) : IParser
{
    private readonly Parser parser = new(text);

    public ParsingEvent? Current => parser.Current;

    public bool MoveNext()
    {
        try
        {
            return parser.MoveNext();
        }
        catch (Exception exception) when (exception is not YamlException and not OutOfMemoryException)
        {
            var end = parser.Current?.End ?? Mark.Empty;
            throw new YamlException(end, end, "what follows this place is no YAML. Look for a line that is not indented as its "
                + "neighbours, or for a text that has to stand in quotes.", exception);
        }
    }
}
