using System;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>The depth of JSON that a caller gives, bounded like that of JSON that the server sends.</summary>
internal static class JsonDepth
{
    /// <summary>For writers: one more level would be too deep.</summary>
    /// <exception cref="JsonWriterException">The depth is the bound.</exception>
    public static void ThrowIfReached(int depth)
    {
        if (depth >= DifyJson.MaxDepth)
        {
            throw new JsonWriterException(ClientText.Format("TooDeep", DifyJson.MaxDepth));
        }
    }

    /// <summary>For tokens that are going to be copied, which Newtonsoft.Json does level by level on the stack; so this does it
    /// without.</summary>
    /// <exception cref="ArgumentException">The token is too deep.</exception>
    public static void ThrowIfTooDeep(JToken token, string parameterName)
    {
        var depth = 0;
        for (var current = token; current is not null;)
        {
            if (current is { HasValues: true, First: { } child })
            {
                depth += current is JProperty ? 0 : 1;
                if (depth > DifyJson.MaxDepth)
                {
                    throw new ArgumentException(ClientText.Format("TooDeep", DifyJson.MaxDepth), parameterName);
                }

                current = child;
                continue;
            }

            while (current != token && current!.Next is null)
            {
                current = current.Parent;
                depth -= current is JProperty ? 0 : 1;
            }

            current = current == token ? null : current.Next;
        }
    }
}
