using System;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;

namespace Dify.OpenApi.Documents;

/// <summary>Takes a document from an http(s) address: bounded in time and size, without cookies or credentials, and through redirects within one origin only.</summary>
internal static class DocumentDownload
{
    private const int MostRedirects = 5;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    public static bool IsAddress(string source) =>
        source.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || source.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    public static byte[] Read(string source)
    {
        if (!Uri.TryCreate(source, UriKind.Absolute, out var address) || address.UserInfo.Length > 0)
        {
            throw Refuse(source, "This is no address, or one with a user name or a password in it, which is never sent. Give the plain address of the document.");
        }

        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, Credentials = null, PreAuthenticate = false };
        using var client = new HttpClient(handler) { Timeout = Bound, MaxResponseContentBufferSize = DocumentLimits.FileBytes };
        try
        {
            for (var redirect = 0; redirect <= MostRedirects; redirect++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*"));
                using var response = client.Send(request, HttpCompletionOption.ResponseHeadersRead);
                if ((int)response.StatusCode is < 300 or > 399)
                {
                    return response.IsSuccessStatusCode ? Content(source, response) : throw Refuse(source, $"The server answered {(int)response.StatusCode}. Look whether the address is right and needs no login.");
                }

                address = Next(source, address, response.Headers.Location);
            }

            throw Refuse(source, $"The server sends from one address to the next, more than {MostRedirects} times.");
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
            : throw Refuse(source, "The server sends on to another origin, where it is not followed. Give the final address if you trust it.");
    }

    private static byte[] Content(string source, HttpResponseMessage response)
    {
        using var stream = response.Content.ReadAsStream();
        using var content = new MemoryStream();
        var buffer = new byte[81920];
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            content.Write(buffer, 0, count);
            if (content.Length > DocumentLimits.FileBytes)
            {
                throw new DocumentException(source, Position.Start, Rule.Bounded, $"The answer has more than the {DocumentLimits.FileBytes} bytes that a document may have.");
            }
        }

        return content.ToArray();
    }

    private static DocumentException Refuse(string source, string message) => new(WithoutSecrets(source), Position.Start, Rule.Readable, message);

    /// <summary>A password in an address is no text for a build log.</summary>
    private static string WithoutSecrets(string source) =>
        Uri.TryCreate(source, UriKind.Absolute, out var address) ? address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : "address";
}
