using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Recordings;

/// <summary>
/// Each recorded exchange of a workflow app that is no stream, made with the operation that it belongs to: the answer is read, or its
/// failure is told with its code. What the server breaks down over is refused before it is sent.
/// </summary>
public sealed class ExchangeTests
{
    public static IEnumerable<object[]> Exchanges
        => from recording in RecordingFolder.All
           from at in Enumerable.Range(0, recording.Exchanges.Count)
           where !recording.Exchanges[at].IsEventStream && ExchangeCall.IsKnown(recording.Exchanges[at])
           select new object[] { recording.Name, at };

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Exchanges))]
    public async Task A_recorded_exchange_is_answered_or_fails_as_the_server_says(string name, int at)
    {
        RecordedExchange exchange = RecordingFolder.Get(name).Exchanges[at];
        using var session = new PlaybackSession(RecordingFolder.Get(name), [exchange]);
        Task<object> call = session.PlayAsync(ExchangeCall.SendAsync(session.Client, exchange, session.Bound));
        if (exchange.Status < 400)
        {
            Assert.Empty(EventMembers.Differences(RecordedEvent.Parse(exchange.BodyText), await call));
            return;
        }

        if (ExchangeCall.IsRefusedUnsent(exchange))
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => call);
            return;
        }

        var failure = await Assert.ThrowsAnyAsync<DifyApiException>(() => call);
        JObject? problem = exchange.BodyText.StartsWith('{') ? RecordedEvent.Parse(exchange.BodyText) : null;
        Assert.Equal(exchange.Status, failure.StatusCode);
        Assert.Equal((string?)problem?["code"] ?? string.Empty, failure.Code.Value ?? string.Empty);
        Assert.Equal(ExpectedType(exchange, problem), failure.GetType());
    }

    // More runs at once than the app may have are refused as a mistake, in words only.
    private static Type ExpectedType(RecordedExchange exchange, JObject? problem)
        => exchange.Status == 429 || ((string?)problem?["message"])?.StartsWith("Too many requests", StringComparison.Ordinal) == true
            ? typeof(DifyRateLimitException)
            : exchange.Status switch
            {
                401 => typeof(DifyAuthenticationException),
                403 => typeof(DifyPermissionException),
                404 => typeof(DifyNotFoundException),
                < 500 => typeof(DifyInvalidRequestException),
                _ => typeof(DifyServerException),
            };
}
