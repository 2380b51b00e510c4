using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.RoundTrips;

/// <summary>What a caller sets is what goes over the wire: no more, no less, and in the same words.</summary>
public sealed class RequestRoundTripTests
{
    private static readonly JToken[] Values =
    [
        "text", "", "日本語 🌞", "2026-07-01T00:00:00Z", 3, 9007199254740993, 1.10m, 12345678901234567890m, -0.5, true, JValue.CreateNull(),
        new JArray(1, null!, new JObject { ["a"] = 1, ["A"] = 2 }), new JObject { ["$type"] = "System.Object", ["日付"] = "2026-07-01" },
    ];

    [Fact(Timeout = 60_000)]
    public async Task A_run_sends_what_is_set()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var expected = new JObject();
            var request = new WorkflowExecutionRequest { Inputs = [], User = "anna" };
            foreach (string name in new[] { "z", "a", "A", "日付" }.Where(_ => random.Next(2) == 0))
            {
                request.Inputs[name] = Values[random.Next(Values.Length)].DeepClone();
            }

            expected["inputs"] = request.Inputs.DeepClone();
            if (random.Next(2) == 0)
            {
                request.ResponseMode = WorkflowResponseMode.Blocking;
                expected["response_mode"] = "blocking";
            }

            expected["user"] = "anna";
            if (random.Next(2) == 0)
            {
                request.Files = [.. Enumerable.Range(0, random.Next(3))
                    .Select(index => InputFileObject.FromUpload($"f-{index}", new InputFileType("word-of-tomorrow")))];
                expected["files"] = new JArray(request.Files.Select(file => new JObject
                {
                    ["type"] = "word-of-tomorrow",
                    ["transfer_method"] = "local_file",
                    ["upload_file_id"] = file.UploadFileId,
                }));
            }

            if (random.Next(2) == 0)
            {
                request.TraceId = "trace";
                expected["trace_id"] = "trace";
            }

            if (random.Next(2) == 0)
            {
                JToken more = Values[random.Next(Values.Length)];
                request.AdditionalProperties = new Dictionary<string, JToken> { ["member_of_tomorrow"] = more.DeepClone() };
                expected["member_of_tomorrow"] = more.DeepClone();
            }

            Assert.Equal(
                expected.ToString(Formatting.None), await SentAsync(Samples.Answer, client => client.ExecuteWorkflowAsync(request)));
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_form_sends_what_is_set()
    {
        foreach (JToken value in Values)
        {
            var answers = new HumanInputAnswers { ["comment"] = value.DeepClone() };
            string sent = await SentAsync("{}", client => client.SubmitWorkflowHumanInputFormAsync(
                "f", new SubmitWorkflowHumanInputFormRequest { Inputs = answers, Action = "approve", User = "anna" }));

            Assert.Equal($$"""{"inputs":{"comment":{{value.ToString(Formatting.None)}}},"action":"approve","user":"anna"}""", sent);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_body_of_which_nothing_has_to_be_set_may_be_empty()
        => Assert.Equal("{}", await SentAsync("ID3", client => client.WorkflowTextToAudioAsync(new TextToAudioRequest()), "audio/mpeg"));

    private static async Task<string> SentAsync(string answer, Func<DifyWorkflowClient, Task> call, string mediaType = "application/json")
    {
        string? sent = null;
        using DifyWorkflowClient client = new StubHandler(async (request, cancellationToken) =>
        {
            sent = await request.Content!.ReadAsStringAsync(cancellationToken);
            return StubHandler.Answer(200, mediaType, System.Text.Encoding.UTF8.GetBytes(answer));
        }).CreateClient();
        await call(client);
        return sent!;
    }
}
