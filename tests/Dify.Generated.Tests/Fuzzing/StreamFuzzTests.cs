using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Goals;
using Dify.Generated.Tests.Streaming;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.Fuzzing;

/// <summary>Random streams through the public API against an independent parser: the same events in the same order, and no end but those
/// that are documented.</summary>
[Collection(FuzzBudget.Collection)]
[Trait(Goal.Trait, "A4")]
public sealed class StreamFuzzTests(ITestOutputHelper output)
{
    private const int Rounds = 20_000;
    private const string EndOfRun = "{\"event\":\"workflow_finished\"}";

    public static TheoryData<string> Corpus() => [.. FuzzCorpus.Names("Streams")];

    [Fact(Timeout = 3_600_000)]
    public async Task The_client_reads_what_the_standard_says()
    {
        var budget = new FuzzBudget(Rounds);
        long events = 0;
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(async () =>
        {
            using var handler = new SuppliedHandler();
            using DifyWorkflowClient client = Client(handler);
            while (budget.TryBegin(out int seed))
            {
                var random = new Random(seed);
                byte[] stream = RandomStream.Make(random);
                handler.Pieces = RandomStream.Cut(stream, random);
                Interlocked.Add(ref events, await CompareAsync(client, stream, $"seed {seed}"));
            }
        })));

        Assert.True(events > budget.Rounds, "The streams hold hardly an event.");
        output.Report("A4", FormattableString.Invariant(
            $"{budget.Rounds:#,0} random streams with {events:#,0} events: 0 differences from an independent parser"));
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Corpus))]
    public async Task The_corpus_is_read_as_the_standard_says(string name)
    {
        byte[] stream = FuzzCorpus.Read("Streams", name);
        using var handler = new SuppliedHandler();
        using DifyWorkflowClient client = Client(handler);
        foreach (int length in new[] { 1, 2, 3, 7, stream.Length + 1 })
        {
            handler.Pieces = Enumerable.Range(0, (stream.Length + length - 1) / length)
                .Select(index => (ReadOnlyMemory<byte>)stream.AsMemory(index * length, Math.Min(length, stream.Length - (index * length))));
            await CompareAsync(client, stream, name);
        }
    }

    private static async Task<int> CompareAsync(DifyWorkflowClient client, byte[] stream, string origin)
    {
        (IReadOnlyList<string> expected, StreamEnd? end) = Expected(stream);
        var events = new List<string>();
        Exception? failure = null;
        try
        {
            await foreach (WorkflowStreamEvent next in client.ExecuteWorkflowStreamingAsync(StreamSession.Request))
            {
                events.Add((next as UnknownEvent)?.Raw ?? EndOfRun);
            }
        }
        catch (WorkflowStreamInterruptedException exception)
        {
            failure = exception;
        }

        Assert.True(
            expected.SequenceEqual(events) && (failure as WorkflowStreamInterruptedException)?.End == end,
            $"{origin}: expected [{string.Join(" | ", expected)}] and {end}, read [{string.Join(" | ", events)}] and {failure?.Message}\nThe stream, for a file in Fuzzing/Corpus/Streams: {Convert.ToBase64String(stream)}");
        return events.Count;
    }

    // What is no JSON object ends the stream; blank data is no event; an end without the event that ends a run is none.
    private static (IReadOnlyList<string> Events, StreamEnd? End) Expected(byte[] stream)
    {
        var events = new List<string>();
        (IReadOnlyList<string> all, bool isInside) = StandardParser.Parse(stream);
        foreach (string data in all.Where(data => data.Trim(' ', '\n', '\t').Length > 0))
        {
            string json = data[0] == '\uFEFF' ? data[1..] : data;
            if (Object(json) is not { } members)
            {
                return (events, StreamEnd.InvalidEvent);
            }

            if ((string?)members["event"] == "workflow_finished")
            {
                return ([.. events, EndOfRun], null);
            }

            events.Add(json);
        }

        return (events, isInside ? StreamEnd.EndedInsideEvent : StreamEnd.EndedEarly);
    }

    private static JObject? Object(string text)
    {
        try
        {
            // Newtonsoft.Json does not see what is U+0000.
            string seen = text.Replace('\0', '\u0001');
            return IsQuoted(seen) ? JObject.Parse(seen) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Newtonsoft.Json takes names without quotes, and other things that are no JSON.
    private static bool IsQuoted(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text));
        while (reader.Read())
        {
            if (reader.TokenType == JsonToken.Comment
                || (reader.TokenType is JsonToken.PropertyName or JsonToken.String && reader.QuoteChar != '"'))
            {
                return false;
            }
        }

        return true;
    }

    private static DifyWorkflowClient Client(HttpMessageHandler handler)
        => new(new DifyClientOptions { ApiKey = "app-test", BaseAddress = new Uri("http://127.0.0.1/v1") }, new HttpClient(handler)
        {
            Timeout = Timeout.InfiniteTimeSpan,
        });

    /// <summary>Answers each request with the stream that lies ready.</summary>
    private sealed class SuppliedHandler : HttpMessageHandler
    {
        public IEnumerable<ReadOnlyMemory<byte>> Pieces { get; set; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StreamContent(new PieceStream(Pieces.GetEnumerator())),
            };
            response.Content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream");
            return Task.FromResult(response);
        }
    }
}
