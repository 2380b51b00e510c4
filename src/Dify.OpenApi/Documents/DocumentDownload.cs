using System;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.OpenApi.Documents;

/// <summary>Takes a document from an http(s) address: bounded in time and size, without cookies or credentials, and through redirects
/// within one origin only.</summary>
internal static class DocumentDownload
{
    private const int MostRedirects = 5;

    internal static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    public static bool IsAddress(string source) =>
        source.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || source.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    public static byte[] Read(string source) => ReadAsync(source, TimeProvider.System).GetAwaiter().GetResult();

    /// <exception cref="DocumentException">There is no such document, it is too large, or it did not come within the bound.</exception>
    public static async Task<byte[]> ReadAsync(string source, TimeProvider time)
    {
        if (!Uri.TryCreate(source, UriKind.Absolute, out var address) || address.UserInfo.Length > 0)
        {
            throw Refuse(source, "This is no address, or one with a user name or a password in it, which is never sent. Give the plain "
                + "address of the document.");
        }

        // Over all redirects and to the last byte: a server that sends one now and then would keep a build waiting for ever.
        using var deadline = new CancellationTokenSource(Bound, time);
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            Credentials = null,
            PreAuthenticate = false,
        };
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            for (var redirect = 0; redirect <= MostRedirects; redirect++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*"));
                using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
                if ((int)response.StatusCode is < 300 or > 399)
                {
                    return response.IsSuccessStatusCode
                        ? await ContentAsync(source, response, deadline.Token)
                        : throw Refuse(
                            source,
                            $"The server answered {(int)response.StatusCode}. Look whether the address is right and needs no login.");
                }

                address = Next(source, address, response.Headers.Location);
            }

            throw Refuse(source, $"The server sends from one address to the next, more than {MostRedirects} times.");
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            throw Refuse(
                source,
                $"The document was not there after {Bound.TotalSeconds} s. Look whether the server answers, or download the document and give the file.");
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            throw Refuse(source, $"The document cannot be fetched: {exception.Message}");
        }
    }

    private static Uri Next(string source, Uri address, Uri? location)
    {
        var next = location is null ? null : new Uri(address, location);
        return next is not null && next.Scheme == address.Scheme && next.Authority == address.Authority
            ? next
            : throw Refuse(
                source, "The server sends on to another origin, where it is not followed. Give the final address if you trust it.");
    }

    private static async Task<byte[]> ContentAsync(string source, HttpResponseMessage response, CancellationToken deadline)
    {
        using var stream = await response.Content.ReadAsStreamAsync(deadline);
        using var content = new MemoryStream();
        var buffer = new byte[81920];
        for (int count; (count = await stream.ReadAsync(buffer, deadline)) > 0;)
        {
            content.Write(buffer, 0, count);
            if (content.Length > DocumentLimits.FileBytes)
            {
                throw new DocumentException(
                    source,
                    Position.Start,
                    Rule.Bounded,
                    $"The answer has more than the {DocumentLimits.FileBytes} bytes that a document may have.");
            }
        }

        return content.ToArray();
    }

    private static DocumentException Refuse(string source, string message) =>
        new(WithoutSecrets(source), Position.Start, Rule.Readable, message);

    /// <summary>A password in an address is no text for a build log.</summary>
    private static string WithoutSecrets(string source) =>
        Uri.TryCreate(source, UriKind.Absolute, out var address)
            ? address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            : "address";
}
