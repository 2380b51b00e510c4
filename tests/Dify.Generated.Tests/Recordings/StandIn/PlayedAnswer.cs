using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Recordings.StandIn;

/// <summary>Plays a recording of a chat or a text generator to the stand-in, one request after the other.</summary>
internal sealed class PlayedAnswer : IAsyncDisposable
{
    private readonly CancellationTokenSource bound = new(TimeSpan.FromSeconds(25));
    private readonly Recording recording;
    private readonly DifyTestServer server;
    private readonly HttpClient client;
    private readonly ExchangeComparison comparison = new();

    public PlayedAnswer(Recording recording)
    {
        this.recording = recording;
        var answer = new AnswerOfRecording(recording);
        server = DifyTestServer.Start(new DifyTestServerOptions
        {
            App = answer.Kind,
            ServerVersion = recording.ServerVersion ?? "1.14.2",
            Inputs = answer.Form,
            StreamCloseDelay = TimeSpan.Zero,
        });
        server.OnRun(answer.Write);
        client = new HttpClient { BaseAddress = new Uri(server.BaseAddress.GetLeftPart(UriPartial.Authority)) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.ApiKey);
    }

    /// <summary>Plays all of it.</summary>
    /// <returns>What the stand-in answers otherwise than the recorded server.</returns>
    public async Task<IReadOnlyList<string>> PlayAsync()
    {
        var problems = new List<string>();
        string? user = (string?)RecordedEvent.Parse(recording.Exchanges[0].Body!)["user"];
        foreach (RecordedExchange exchange in recording.Exchanges)
        {
            if (server.Runs.Count > 0
                && exchange is { Method: "GET", IsEventStream: true }
                && !exchange.BodyText.Contains("workflow_paused"))
            {
                await server.Runs[0].WaitForStatusAsync("succeeded", bound.Token);
            }

            string target = comparison.Translate(exchange.Target).Replace("user=u1", $"user={user}", StringComparison.Ordinal);
            HttpResponseMessage response = await client.SendAsync(
                new HttpRequestMessage(new HttpMethod(exchange.Method), target)
                {
                    Content = exchange.Body is null ? null : new StringContent(exchange.Body, Encoding.UTF8, "application/json"),
                },
                HttpCompletionOption.ResponseHeadersRead,
                bound.Token);
            problems.AddRange(comparison.Head(exchange, response));
            if (exchange.IsEventStream)
            {
                using var stream = new PlayedStream(exchange, response, bound.Token) { OpenedAfterMoves = 0 };
                await stream.End;
                problems.AddRange(comparison.Streams(stream));
                continue;
            }

            using (response)
            {
                problems.AddRange(comparison.Bodies(exchange, await response.Content.ReadAsStringAsync(bound.Token)));
            }
        }

        return problems;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
        bound.Dispose();
    }
}
