using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;

namespace Dify.Cli.Doctor;

/// <summary>A request and the head of its answer as they went over the wire.</summary>
internal sealed class Exchange(HttpResponseMessage response, Uri sentTo, DateTimeOffset sentAt, DateTimeOffset answeredAt)
{
    private readonly Dictionary<string, string> headers = response.Headers
        .Concat(response.Content.Headers)
        .ToDictionary(static header => header.Key, static header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);

    public Uri SentTo => sentTo;

    public int Status { get; } = (int)response.StatusCode;

    public Version HttpVersion { get; } = response.Version;

    /// <summary>Where a redirect points to; null if the answer is none.</summary>
    public Uri? RedirectsTo { get; } = (int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } location
        ? new Uri(sentTo, location)
        : null;

    /// <summary>The server's clock less this machine's halfway between question and answer; null if the answer has no date.</summary>
    public TimeSpan? ClockDifference { get; } = response.Headers.Date - (sentAt + ((answeredAt - sentAt) / 2));

    /// <summary>When the bytes of the body came; null for what is no event stream.</summary>
    public StreamArrival? Arrival { get; init; }

    public string? Header(string name) => headers.GetValueOrDefault(name);
}
