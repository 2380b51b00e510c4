using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using WireMock;

namespace Dify.Generated.Tests.Contract;

/// <summary>A request as it came over the wire.</summary>
internal sealed class ContractRequest
{
    private readonly IRequestMessage message;

    public ContractRequest(IRequestMessage message)
    {
        this.message = message;
        Query = new Uri(message.AbsoluteUrl).Query is { Length: > 0 } query ? query[1..] : string.Empty;
        Parts = Header("Content-Type") is { } type && type.StartsWith("multipart/", StringComparison.Ordinal) ? ReadParts(type, Body) : [];
    }

    public string Method => message.Method;

    public string Path => new Uri(message.AbsoluteUrl).AbsolutePath;

    /// <summary>The query as it was sent, escaped, without the question mark.</summary>
    public string Query { get; }

    public byte[] Body => message.BodyAsBytes ?? Encoding.UTF8.GetBytes(message.Body ?? string.Empty);

    public string Text => Encoding.UTF8.GetString(Body);

    public IReadOnlyList<ContractFormPart> Parts { get; }

    public JObject Json
        => JsonConvert.DeserializeObject<JObject>(Text, new JsonSerializerSettings { DateParseHandling = DateParseHandling.None })!;

    public string? Header(string name)
        => message.Headers is { } headers && headers.TryGetValue(name, out var values) ? string.Join(", ", values) : null;

    /// <summary>The parameters of the query, unescaped as a server would do it.</summary>
    public IReadOnlyList<(string Name, string Value)> QueryParameters()
        => [.. Query.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => (Unescaped(pair[0]), Unescaped(pair[1])))];

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Method} {Path}?{Query}");

    // In a query, a plus that is not escaped is a space.
    private static string Unescaped(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static List<ContractFormPart> ReadParts(string contentType, byte[] body)
    {
        string boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(contentType).Boundary).Value!;
        var reader = new MultipartReader(boundary, new MemoryStream(body));
        var parts = new List<ContractFormPart>();
        while (reader.ReadNextSectionAsync().GetAwaiter().GetResult() is { } section)
        {
            using var content = new MemoryStream();
            section.Body.CopyTo(content);
            ContentDispositionHeaderValue disposition = ContentDispositionHeaderValue.Parse(section.ContentDisposition!);
            string? fileName = disposition.FileNameStar.HasValue
                ? disposition.FileNameStar.Value
                : HeaderUtilities.RemoveQuotes(disposition.FileName).Value;
            parts.Add(new ContractFormPart(
                HeaderUtilities.RemoveQuotes(disposition.Name).Value!, fileName, section.ContentType, content.ToArray()));
        }

        return parts;
    }
}
