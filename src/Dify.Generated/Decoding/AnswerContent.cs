using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>
/// Opens the body of an answer. The client asks for bodies as they are; what something on the way has compressed all the same is decoded
/// as it comes. A handler that decodes by itself takes the header away, so that nothing is decoded twice.
/// </summary>
internal static class AnswerContent
{
    // Each coding takes memory of its own, and two of them is more than any server applies on purpose.
    private const int MostCodings = 3;

    /// <summary>Opens a body.</summary>
    /// <exception cref="ContentDecodingException">It is compressed in a way that cannot be undone here.</exception>
    public static async Task<Stream> OpenAsync(HttpContent content, CancellationToken cancellationToken)
    {
#if NETSTANDARD2_0
        cancellationToken.ThrowIfCancellationRequested();
        var body = await content.ReadAsStreamAsync().ConfigureAwait(false);
#else
        var body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
#endif
        return ContentCodings.IsCoded(content) ? Decode(content, body) : body;
    }

    private static Stream Decode(HttpContent content, Stream body)
    {
        var names = ContentCodings.NamesOf(content);
        var codings = new ContentCoding[names.Count];
        for (var i = 0; i < codings.Length; i++)
        {
            codings[i] = ContentCodings.Of(names[i]);
            if (codings[i] == ContentCoding.Unknown || i == MostCodings)
            {
                throw ContentDecodingException.Unknown(ContentCodings.Describe(names));
            }
        }

        // What was applied last comes off first.
        for (var i = codings.Length - 1; i >= 0; i--)
        {
            body = new DecodedStream(body, codings[i], ContentCodings.Describe([names[i]]));
        }

        return body;
    }
}
