using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Recordings;

/// <summary>
/// One good answer of every operation, as a real server gave it, and as the stand-in does: it is read by the generated types, nothing of
/// it is lost, and it is written back as it came.
/// </summary>
public sealed class AppAnswerTests
{
    private const string Collection = "app-answers";

    // What has no typed member, and why.
    private static readonly Dictionary<string, string> Untyped = new(StringComparer.Ordinal)
    {
        ["WorkflowAppParametersResponse.SensitiveWordAvoidance.type"] = "how the server filters; the documents tell whether it does",
        ["WorkflowAppParametersResponse.SensitiveWordAvoidance.config"] = "settings of that filter, free in form",
    };

    // What is written in another notation than it came in, and why. The instant must be the same.
    private static readonly Dictionary<string, string> OtherNotation = new(StringComparer.Ordinal)
    {
        ["EndUserDetail.created_at"] = "comes without a time zone and is UTC; written with it",
        ["EndUserDetail.updated_at"] = "comes without a time zone and is UTC; written with it",
    };

    public static TheoryData<string, int> Answers
    {
        get
        {
            var answers = new TheoryData<string, int>();
            foreach (Recording recording in RecordingFolder.All.Where(IsCollection))
            {
                for (int at = 0; at < recording.Exchanges.Count; at++)
                {
                    if (IsOfWorkflowApp(recording.Exchanges[at]))
                    {
                        answers.Add(recording.Name, at);
                    }
                }
            }

            return answers;
        }
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Answers))]
    public async Task A_recorded_answer_is_read_whole_and_written_back_as_it_came(string name, int at)
    {
        RecordedExchange exchange = RecordingFolder.Get(name).Exchanges[at];
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var transport = new HttpClient(new RecordedAnswer(exchange));
        var options = new DifyClientOptions { ApiKey = "app-test", BaseAddress = new Uri("https://dify.example/v1") };
        using var client = new DifyWorkflowClient(options, transport);

        object read = await AppAnswerCall.SendAsync(client, exchange, bound.Token);

        if (read is FileDownload file)
        {
            using (file)
            {
                using var content = new MemoryStream();
                await file.Content.CopyToAsync(content, bound.Token);
                Assert.Equal(RecordedAnswer.Bytes(exchange), content.ToArray());
            }

            return;
        }

        JObject recorded = RecordedEvent.Parse(exchange.BodyText);
        JObject written = RecordedEvent.Parse(JsonConvert.SerializeObject(read));
        SayAlike(recorded, written, read.GetType().Name);
        Assert.Equal(
            Untyped.Keys.Where(place => place.StartsWith(read.GetType().Name + ".", StringComparison.Ordinal)).Order()
                .Select(place => place + " has no typed member"),
            EventMembers.Differences(recorded, read).Order());
        Assert.Empty(Added(recorded, written, read.GetType().Name));
    }

    [Fact]
    public void Every_operation_that_the_generated_client_has_is_among_the_recorded_answers()
    {
        foreach (Recording recording in RecordingFolder.All.Where(IsCollection))
        {
            IEnumerable<string?> recorded = recording.Exchanges.Where(IsOfWorkflowApp).Select(AppAnswerCall.OperationOf);

            Assert.Equal(AppAnswerCall.Operations.Order(), recorded.Distinct().Order());
        }

        Assert.Contains(RecordingFolder.All, recording => IsCollection(recording) && recording.IsOwn);
    }

    private static bool IsCollection(Recording recording) => recording.Name.Split('/')[^1] == Collection;

    private static bool IsOfWorkflowApp(RecordedExchange exchange) =>
        exchange is { Method: "GET" or "POST", Status: < 400, IsEventStream: false } && AppAnswerCall.IsKnown(exchange);

    // Gives what is written in another notation the recorded one, if it is the same instant.
    private static void SayAlike(JObject recorded, JObject written, string type)
    {
        foreach (string place in OtherNotation.Keys.Where(place => place.StartsWith(type + ".", StringComparison.Ordinal)))
        {
            string member = place[(type.Length + 1)..];
            Assert.Equal(
                DateTimeOffset.Parse((string)recorded[member]!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                DateTimeOffset.Parse((string)written[member]!, CultureInfo.InvariantCulture));
            recorded[member] = written[member];
        }
    }

    // What was written although it did not come; null, and a list of nothing, say the same as nothing.
    private static IEnumerable<string> Added(JToken recorded, JToken written, string place) => (recorded, written) switch
    {
        (JObject came, JObject goes) => goes.Properties().Where(member => !IsNothing(member.Value)).SelectMany(member =>
            came[member.Name] is { } value
                ? Added(value, member.Value, $"{place}.{member.Name}")
                : [$"{place}.{member.Name} did not come"]),
        (JArray came, JArray goes) => came.Zip(goes).SelectMany((pair, index) => Added(pair.First, pair.Second, $"{place}[{index}]")),
        _ => [],
    };

    private static bool IsNothing(JToken value) => value is { Type: JTokenType.Null } or JArray { Count: 0 };

    /// <summary>A server that gives one recorded answer to whatever it is asked.</summary>
    private sealed class RecordedAnswer(RecordedExchange exchange) : HttpMessageHandler
    {
        /// <summary>The body: what is no text was recorded in base64.</summary>
        public static byte[] Bytes(RecordedExchange exchange) =>
            exchange.Header("Content-Type")?.StartsWith("application/json", StringComparison.Ordinal) == true
                ? exchange.BodyBytes
                : Convert.FromBase64String(exchange.BodyText);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal((exchange.Method, exchange.Path), (request.Method.Method, request.RequestUri!.AbsolutePath["/v1".Length..]));
            var response = new HttpResponseMessage((HttpStatusCode)exchange.Status) { Content = new ByteArrayContent(Bytes(exchange)) };
            foreach (KeyValuePair<string, string> header in exchange.Headers.Where(header => header.Key != "Content-Length"))
            {
                if (!response.Headers.TryAddWithoutValidation(header.Key, header.Value))
                {
                    response.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
                }
            }

            return Task.FromResult(response);
        }
    }
}
