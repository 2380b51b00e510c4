using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Dify.Live.Tests.Recording;
using Dify.Live.Tests.Server;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Live;

/// <summary>A recording holds what went over the wire, in pieces that can be played again, and nothing that is nobody's business.</summary>
public sealed class LiveRecordingTests : IDisposable
{
    private readonly CancellationTokenSource bound = new(TimeSpan.FromSeconds(60));
    private readonly string folder = Path.Combine(Path.GetTempPath(), "dify-live-" + Guid.NewGuid().ToString("N"));

    public void Dispose()
    {
        bound.Dispose();
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task From_the_account_to_the_recording()
    {
        await using var dify = DifyTestServer.Start(new DifyTestServerOptions { ApiKey = "app-secret-of-the-app" });
        using var stub = new ConsoleStub(dify.ApiKey);
        dify.OnRun(static run => run.Started().Text("Hello, 世界!").Finish(new { answer = "Hello, 世界!" }));
        var server = new LiveServer();
        await server.StartAsync(
            new LiveSettings(stub.Address, dify.BaseAddress, ConsoleStub.Email, ConsoleStub.Password, stub.Address, folder));

        string user;
        string runId;
        await using (LiveSession session = await server.OpenAsync("text", "run-streaming"))
        {
            user = session.User;
            WorkflowExecutionRequest request = session.Request(("name", "tea"));
            await using WorkflowRun run = await session.Client.StartWorkflowAsync(request, cancellationToken: session.Bound);
            Assert.True((await run.WaitAsync(session.Bound)).IsSuccess);
            runId = run.WorkflowRunId!;
        }

        Assert.Single(stub.Apps);
        await server.DisposeAsync();
        Assert.Empty(stub.Apps);

        string recording = await File.ReadAllTextAsync(Path.Combine(folder, "1.14.2", "run-streaming.jsonl"), bound.Token);
        string[] secrets = [dify.ApiKey, user, runId, dify.BaseAddress.Authority];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, recording));
        JObject[] lines = Lines(recording);
        Assert.Equal("/v1/workflows/run", (string?)lines[0]["request"]!["path"]);
        Assert.Equal("u1", (string?)JObject.Parse((string)lines[0]["request"]!["body"]!)["user"]);
        Assert.Equal(200, (int?)lines[0]["status"]);
        Assert.Contains(lines[0]["headers"]!, static header => (string?)header[0] == "X-Version");
        JObject[] events =
        [
            .. from line in lines.Skip(1)
               let text = (string)line["bytes"]!
               where text.StartsWith("data: ", StringComparison.Ordinal)
               select JObject.Parse(text["data: ".Length..]),
        ];
        Assert.Equal("workflow_started", (string?)events[0]["event"]);
        Assert.Equal("workflow_finished", (string?)events[^1]["event"]);
        Assert.Equal("Hello, 世界!", (string?)events[^1]["data"]!["outputs"]!["answer"]);
        Assert.Single(events.Select(static next => (string?)next["workflow_run_id"]).Distinct());
        Assert.All(lines.Skip(1), static line => Assert.True((double?)line["t"] >= 0));
    }

    [Fact]
    public void Pieces_end_where_events_do_though_the_network_cut_characters_and_ids_in_two()
    {
        const string Text = "event: ping\n\n"
            + "data: {\"id\":\"4f0f6f0e-9a51-4f6a-8a3c-0d7a1b2c3d4e\",\"t\":\"世界\"}\n\n"
            + "data: {\"again\":\"4F0F6F0E-9A51-4F6A-8A3C-0D7A1B2C3D4E\"}\n\nrest";
        for (var cut = 1; cut < Encoding.UTF8.GetByteCount(Text); cut++)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(Text);
            RecordedExchange exchange = Exchange("GET", "/v1/x", 1, ("Content-Type", "text/event-stream; charset=utf-8"));
            exchange.Pieces.Add((TimeSpan.FromSeconds(1.5), bytes[..cut]));
            exchange.Pieces.Add((TimeSpan.FromSeconds(2), bytes[cut..]));

            JObject[] lines = Lines(RecordingFile.Write([exchange], new Redaction([])));

            Assert.Equal(
                [
                    "event: ping\n\n",
                    "data: {\"id\":\"00000001-0000-4000-8000-000000000000\",\"t\":\"世界\"}\n\n",
                    "data: {\"again\":\"00000001-0000-4000-8000-000000000000\"}\n\n",
                    "rest",
                ],
                lines.Skip(1).Select(static line => (string?)line["bytes"]));
            Assert.Equal(cut >= 13 ? 0.5 : 1, (double?)lines[1]["t"]);
        }
    }

    [Fact]
    public void An_exchange_beside_another_counts_from_the_first_one_and_one_after_it_from_itself()
    {
        RecordedExchange stream = Exchange("GET", "/v1/events", 1);
        stream.LeftAt = TimeSpan.FromSeconds(5);
        RecordedExchange beside = Exchange("POST", "/v1/stop", 3);
        beside.ClosedAt = beside.LeftAt = TimeSpan.FromSeconds(3.25);
        RecordedExchange after = Exchange("GET", "/v1/run", 7);
        after.ClosedAt = after.LeftAt = TimeSpan.FromSeconds(7.5);
        after.Pieces.Add((TimeSpan.FromSeconds(7.25), "{}"u8.ToArray()));

        JObject[] lines = Lines(RecordingFile.Write([stream, beside, after], new Redaction([])));
        JObject[] heads = [.. lines.Where(static line => line["request"] is not null)];

        Assert.Equal([null, 2d, null], heads.Select(static line => (double?)line["at"]));
        Assert.Equal([null, 2.25, 0.5], heads.Select(static line => (double?)line["closed"]));
        Assert.Equal(0.25, (double?)lines[^1]["t"]);
    }

    [Fact]
    public void Tokens_keys_hosts_and_signatures_are_replaced_wherever_they_stand()
    {
        RecordedExchange pause = Exchange(
            "POST", "/v1/workflows/run", 0, ("Content-Type", "text/event-stream"), ("Location", "http://host.internal:5001/v1"));
        pause.LeftAt = pause.ClosedAt = TimeSpan.FromSeconds(1);
        const string Form = """data: {"form_token":"Zx81","url":"http://host.internal:5001/f?timestamp=1&nonce=ab&sign=cd=="}""";
        pause.Pieces.Add((TimeSpan.Zero, Encoding.UTF8.GetBytes(Form)));
        RecordedExchange answer = Exchange("POST", "/v1/form/human_input/Zx81", 2);

        string recording = RecordingFile.Write([pause, answer], new Redaction([("host.internal:5001", Redaction.Host)]));

        string[] secrets = ["Zx81", "host.internal", "nonce=ab", "sign=cd"];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, recording));
        Assert.Equal(2, recording.Split("FORMTOKEN0000000000001").Length - 1);
        Assert.Contains("http://dify.example/f?timestamp=1&nonce=0&sign=0", recording);
    }

    private static RecordedExchange Exchange(string method, string path, double sentAt, params (string Name, string Value)[] headers)
        => new()
        {
            Method = method,
            Path = path,
            Status = 200,
            Headers = [.. headers.Select(static header => KeyValuePair.Create(header.Name, header.Value))],
            SentAt = TimeSpan.FromSeconds(sentAt),
        };

    private static JObject[] Lines(string recording)
        => [.. recording.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(JObject.Parse)];
}
