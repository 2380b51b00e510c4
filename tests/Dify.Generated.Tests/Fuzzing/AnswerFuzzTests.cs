using System;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Goals;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.Fuzzing;

/// <summary>
/// Answers and problems with random damage, from a seed, through every operation: each call succeeds or fails as calls fail.
/// </summary>
[Collection(FuzzBudget.Collection)]
[Trait(Goal.Trait, "C12")]
public sealed class AnswerFuzzTests(ITestOutputHelper output)
{
    private const int Rounds = 2500;

    private const string Whole = """
        {"id":"r","task_id":"t","workflow_run_id":"w","status":"succeeded","code":"invalid_param","message":"m","params":"user","created_at":1718000000,"finished_at":null,
        "outputs":{"a":[1,2.50,1e10,"x"],"b":{"c":null}},"inputs":"{\"q\":\"v\"}","data":{"status":"stopped","total_tokens":12,"created_by":{"id":"u"},"files":[{"id":"f","size":3}]},
        "has_more":false,"limit":20,"page":1,"total":0,"user_input_form":[{"text-input":{"label":"l","required":true,"max_length":48}}],"tool_icons":{"x":"y"},
        "tags":["t"],"name":"n","enabled":true,"file_upload":{"image":{"enabled":true,"number_limits":3}},"expiration_time":1718000000.5,"elapsed_time":0,"total_price":"0.1"}
        """;

    private static readonly string[] Pieces =
    [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "null",
        "true",
        "-",
        "1e999",
        "NaN",
        "99999999999999999999",
        "\\u0000",
        "\\",
        "\uFFFD",
        "/*",
        "'",
        "0x",
        " ",
    ];

    public static TheoryData<string> Corpus() => [.. FuzzCorpus.Names("Answers")];

    [Fact(Timeout = 3_600_000)]
    public async Task Every_call_succeeds_or_fails_as_calls_fail()
    {
        var budget = new FuzzBudget(Rounds);
        using var answers = new SuppliedAnswers();
        while (budget.TryBegin(out int seed))
        {
            var random = new Random(seed);
            ClientOperation operation = ClientOperation.All[random.Next(ClientOperation.All.Count)];
            answers.Supply(
                Mutate(random),
                random.Next(2) == 0 ? 400 + random.Next(200) : 200,
                random.Next(4) == 0 ? "text/event-stream" : "application/json");
            await answers.CallAsync(operation, $"seed {seed}");
        }

        output.Report(
            "C12",
            FormattableString.Invariant($"{budget.Rounds:#,0} damaged answers and problems: each call succeeded or failed as calls fail"));
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Corpus))]
    public async Task So_does_every_call_that_is_answered_from_the_corpus(string name)
    {
        using var answers = new SuppliedAnswers();
        foreach (ClientOperation operation in ClientOperation.All)
        {
            foreach (int status in new[] { 200, 400, 500 })
            {
                answers.Supply(FuzzCorpus.Read("Answers", name), status, "application/json");
                await answers.CallAsync(operation, name);
            }
        }
    }

    private static byte[] Mutate(Random random)
    {
        var text = new StringBuilder(Whole);
        for (int damage = random.Next(1, 6); damage > 0; damage--)
        {
            int at = random.Next(text.Length);
            int length = Math.Min(random.Next(8), text.Length - at);
            text.Remove(at, length).Insert(at, random.Next(3) == 0 ? string.Empty : Pieces[random.Next(Pieces.Length)]);
        }

        string json = random.Next(8) == 0 ? text.ToString(0, random.Next(text.Length)) : text.ToString();
        byte[] bytes = Encoding.UTF8.GetBytes(random.Next(3) == 0 ? "data: " + json.ReplaceLineEndings(" ") + "\n\n" : json);
        if (bytes.Length > 0 && random.Next(8) == 0)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes;
    }

    /// <summary>A client whose calls are all answered with what lies ready.</summary>
    private sealed class SuppliedAnswers : IDisposable
    {
        private readonly DifyWorkflowClient client;
        private byte[] body = [];
        private int status;
        private string type = string.Empty;

        public SuppliedAnswers()
        {
            var handler = new StubHandler((_, _) => Task.FromResult(StubHandler.Answer(status, type, body)));
            client = handler.CreateClient(options => options.Retry.MaxRetries = 0);
        }

        public void Supply(byte[] answer, int withStatus, string ofType) => (body, status, type) = (answer, withStatus, ofType);

        public async Task CallAsync(ClientOperation operation, string origin)
        {
            Exception? failure = await Record.ExceptionAsync(() => operation.CallAsync(client, "text", CancellationToken.None));
            Assert.True(
                failure is null or DifyApiException,
                $"{origin}, {operation.Name}, {status} {type}\nThe answer, for a file in Fuzzing/Corpus/Answers: {Convert.ToBase64String(body)}\n{failure}");
        }

        public void Dispose() => client.Dispose();
    }
}
