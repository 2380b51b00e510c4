using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using Dify.Benchmarks.Measuring;
using Dify.Benchmarks.Serving;
using Dify.Generated;
using Newtonsoft.Json;

namespace Dify.Benchmarks.Experiments;

/// <summary>Large answers: a page of logs with many typed members, and a run whose output is one long text.</summary>
internal sealed class LargeJson : Experiment
{
    private const string Raw = "platform alone";
    private const string Own = "Dify.Generated";

    public override IReadOnlyList<string> Goals => ["D7"];

    public override async Task<Outcome> MeasureAsync(Effort effort)
    {
        int rounds = effort == Effort.Full ? 9 : 3;
        var measured = new List<string>();
        var bars = new List<Bar>();
        double worst = 0;
        foreach ((string name, int items) in ((string, int)[])[("79 KB of logs", 125), ("20 MB of logs", 31_400)])
        {
            string json = Logs(items);
            Rounds page = await CompareAsync(
                rounds, json,
                raw => raw.SendAsync<RawLogs>(HttpMethod.Get, "/workflows/logs", null), client => client.GetWorkflowLogsAsync());
            Add(name, json.Length, page);
        }

        foreach ((string name, int length) in ((string, int)[])[("a text of 79 KB", 79_000), ("a text of 20 MB", 20_000_000)])
        {
            string json = Detail(length);
            Rounds detail = await CompareAsync(
                rounds, json, raw => raw.SendAsync<RawDetail>(HttpMethod.Get, "/workflows/run/5cbd9ac6-0b62-4f0e-8b5a-4bd2ba9a2b7a", null),
                client => client.GetWorkflowRunDetailAsync("5cbd9ac6-0b62-4f0e-8b5a-4bd2ba9a2b7a"));
            Add(name, json.Length, detail);
        }

        return new Outcome(
            [new Finding(
                "D7",
                "bytes allocated for a large JSON answer, against its size",
                "at most 2.8 ×",
                string.Join("; ", measured),
                worst <= 2.8)],
            [new Chart("large-json", "Bytes allocated for an answer, against its size", "× size", bars)]);

        void Add(string name, int length, Rounds of)
        {
            worst = Math.Max(worst, of.Bytes(Own) / length);
            measured.Add(
                $"{name} {Figures.Times(of.Bytes(Own) / length)} (platform alone {Figures.Times(of.Bytes(Raw) / length)}; time {Figures.Times(of.Ratio(Own, Raw))})");
            bars.Add(new Bar($"{Own}, {name}", of.Bytes(Own) / length));
            bars.Add(new Bar($"{Raw}, {name}", of.Bytes(Raw) / length));
        }
    }

    private static async Task<Rounds> CompareAsync<T>(
        int rounds, string json, Func<RawClient, Task> callRaw, Func<DifyWorkflowClient, Task<T>> callOwn)
    {
        using var server = new ReadyServer(Answers.Json(json));
        using var raw = new RawClient(server.BaseAddress);
        using DifyWorkflowClient client = Clients.Create(server.BaseAddress);
        return await Rounds.MeasureAsync(
            rounds,
            new Contender(Raw, async () =>
            {
                await callRaw(raw);
                return 1;
            }),
            new Contender(Own, async () =>
            {
                await callOwn(client);
                return 1;
            }));
    }

    /// <summary>A page of logs.</summary>
    public static string Logs(int items)
    {
        var data = new StringBuilder();
        foreach (int number in Enumerable.Range(0, items))
        {
            string id = number.ToString("00000000-0000-0000-0000-000000000000", CultureInfo.InvariantCulture);
            data.Append(number == 0 ? string.Empty : ", ").Append(
                $"{{\"id\": \"{id}\", \"workflow_run\": {{\"id\": \"{id}\", \"version\": \"2024-08-12 09:20:12.123456\", \"status\": \"succeeded\", \"error\": null, \"elapsed_time\": 1.3588523610014818, \"total_tokens\": 127, \"total_steps\": 3, \"created_at\": 1726139643, \"finished_at\": 1726139644}}, \"created_from\": \"service-api\", \"created_by_role\": \"end_user\", \"created_by_account\": null, \"created_by_end_user\": {{\"id\": \"{id}\", \"type\": \"service_api\", \"is_anonymous\": false, \"session_id\": \"user-1\"}}, \"created_at\": 1726139644}}");
        }

        return $"{{\"page\": 1, \"limit\": {items}, \"total\": {items}, \"has_more\": false, \"data\": [{data}]}}";
    }

    private static string Detail(int length) =>
        $"{{\"id\": \"5cbd9ac6-0b62-4f0e-8b5a-4bd2ba9a2b7a\", \"workflow_id\": \"w\", \"status\": \"succeeded\", \"inputs\": \"{{}}\", \"outputs\": {{\"text\": \"{new string('x', length)}\"}}, \"error\": null, \"total_steps\": 3, \"total_tokens\": 100, \"created_at\": 1726139643, \"finished_at\": 1726139644, \"elapsed_time\": 1.5}}";

    private sealed class RawLogs
    {
        [JsonProperty("data")]
        public List<RawLog>? Data { get; set; }
    }

    private sealed class RawLog
    {
        [JsonProperty("id")]
        public string? Id { get; set; }

        [JsonProperty("workflow_run")]
        public RawRun? WorkflowRun { get; set; }

        [JsonProperty("created_from")]
        public string? CreatedFrom { get; set; }

        [JsonProperty("created_by_role")]
        public string? CreatedByRole { get; set; }

        [JsonProperty("created_by_end_user")]
        public RawEndUser? CreatedByEndUser { get; set; }

        [JsonProperty("created_at")]
        public long CreatedAt { get; set; }
    }

    private sealed class RawRun
    {
        [JsonProperty("id")]
        public string? Id { get; set; }

        [JsonProperty("version")]
        public string? Version { get; set; }

        [JsonProperty("status")]
        public string? Status { get; set; }

        [JsonProperty("elapsed_time")]
        public double ElapsedTime { get; set; }

        [JsonProperty("total_tokens")]
        public long TotalTokens { get; set; }

        [JsonProperty("total_steps")]
        public int TotalSteps { get; set; }

        [JsonProperty("created_at")]
        public long CreatedAt { get; set; }

        [JsonProperty("finished_at")]
        public long? FinishedAt { get; set; }
    }

    private sealed class RawEndUser
    {
        [JsonProperty("id")]
        public string? Id { get; set; }

        [JsonProperty("type")]
        public string? Type { get; set; }

        [JsonProperty("is_anonymous")]
        public bool IsAnonymous { get; set; }

        [JsonProperty("session_id")]
        public string? SessionId { get; set; }
    }

    private sealed class RawDetail
    {
        [JsonProperty("outputs")]
        public Newtonsoft.Json.Linq.JObject? Outputs { get; set; }
    }
}
