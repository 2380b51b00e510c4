using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Dify.Generated.Tests.Wire;

/// <summary>A request as its bytes came in.</summary>
internal sealed record WireRequest(byte[] Head, byte[] Body)
{
    /// <summary>The request line and the headers, one character for each byte.</summary>
    public string HeadText => Encoding.Latin1.GetString(Head);

    public string BodyText => Encoding.UTF8.GetString(Body);

    public string RequestLine => HeadText[..HeadText.IndexOf("\r\n", StringComparison.Ordinal)];

    public string Method => RequestLine.Split(' ')[0];

    public string Target => RequestLine.Split(' ')[1];

    public IEnumerable<string> HeaderLines => HeadText.Split("\r\n").Skip(1).Where(line => line.Length > 0);

    /// <summary>The first value of a header, or null.</summary>
    public string? Header(string name) => HeaderLines
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim())
        .FirstOrDefault();
}
