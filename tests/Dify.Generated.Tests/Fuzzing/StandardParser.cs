using System.Collections.Generic;
using System.Text;

namespace Dify.Generated.Tests.Fuzzing;

/// <summary>
/// The parsing of an event stream as the HTML standard words it, step by step and without a thought of speed, to compare the client with.
/// It shares nothing with the client, and takes the whole stream at once.
/// </summary>
internal static class StandardParser
{
    /// <summary>The data of the events that the standard dispatches, and whether something stands behind the last empty line.</summary>
    public static (IReadOnlyList<string> Events, bool IsInsideEvent) Parse(byte[] stream)
    {
        var events = new List<string>();
        string data = string.Empty;
        bool isInside = false;
        string text = Decode(stream);
        foreach (string line in Lines(text))
        {
            isInside = line.Length > 0;
            if (line.Length == 0)
            {
                // An empty data buffer dispatches nothing; else the last line feed is taken away.
                if (data.Length > 0)
                {
                    events.Add(data[..^1]);
                }

                data = string.Empty;
                continue;
            }

            int colon = line.IndexOf(':');
            string field = colon < 0 ? line : line[..colon];
            string value = colon < 0 ? string.Empty : line[(colon + 1)..];
            if (value.StartsWith(' '))
            {
                value = value[1..];
            }

            if (field == "data")
            {
                data += value + "\n";
            }
        }

        return (events, isInside || (text.Length > 0 && text[^1] is not ('\r' or '\n')));
    }

    private static string Decode(byte[] stream)
    {
        string text = Encoding.UTF8.GetString(stream);
        return text.StartsWith('\uFEFF') ? text[1..] : text;
    }

    // Only lines that have an end: what stands behind the last one is discarded.
    private static IEnumerable<string> Lines(string text)
    {
        int start = 0;
        for (int index = 0; index < text.Length; index++)
        {
            if (text[index] is '\r' or '\n')
            {
                yield return text[start..index];
                if (text[index] == '\r' && index + 1 < text.Length && text[index + 1] == '\n')
                {
                    index++;
                }

                start = index + 1;
            }
        }
    }
}
