using System;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Xunit;

namespace Dify.Generated.Tests.Json;

/// <summary>
/// Answers and problems with random damage, from a seed, through every operation: each call succeeds or fails as calls fail. The environment variable DIFY_TEST_FUZZ_ROUNDS sets
/// how many per operation.
/// </summary>
public sealed class MutatedAnswerTests
{
    private const string Whole = """
        {"id":"r","task_id":"t","workflow_run_id":"w","status":"succeeded","code":"invalid_param","message":"m","params":"user","created_at":1718000000,"finished_at":null,
        "outputs":{"a":[1,2.50,1e10,"x"],"b":{"c":null}},"inputs":"{\"q\":\"v\"}","data":{"status":"stopped","total_tokens":12,"created_by":{"id":"u"},"files":[{"id":"f","size":3}]},
        "has_more":false,"limit":20,"page":1,"total":0,"user_input_form":[{"text-input":{"label":"l","required":true,"max_length":48}}],"tool_icons":{"x":"y"},
        "tags":["t"],"name":"n","enabled":true,"file_upload":{"image":{"enabled":true,"number_limits":3}},"expiration_time":1718000000.5,"elapsed_time":0,"total_price":"0.1"}
        """;

    private static readonly string[] Pieces = ["{", "}", "[", "]", ",", ":", "\"", "null", "true", "-", "1e999", "NaN", "99999999999999999999", "\\u0000", "\\", "\uFFFD", "/*", "'", "0x", " "];

    [Fact(Timeout = 300_000)]
    public async Task Every_call_succeeds_or_fails_as_calls_fail()
    {
        int rounds = int.TryParse(Environment.GetEnvironmentVariable("DIFY_TEST_FUZZ_ROUNDS"), out int number) ? number : 150;
        var random = new Random(20_261_123);
        byte[] body = [];
        int status = 200;
        string type = "application/json";
        var handler = new StubHandler((_, _) => Task.FromResult(StubHandler.Answer(status, type, body)));
        using DifyWorkflowClient client = handler.CreateClient(options => options.Retry.MaxRetries = 0);

        foreach (ClientOperation operation in ClientOperation.All)
        {
            for (int round = 0; round < rounds; round++)
            {
                body = Mutate(random);
                status = random.Next(4) == 0 ? 400 + random.Next(200) : 200;
                type = random.Next(4) == 0 ? "text/event-stream" : "application/json";
                Exception? failure = await Record.ExceptionAsync(() => operation.CallAsync(client, "text", CancellationToken.None));
                Assert.True(failure is null or DifyApiException, $"{operation.Name}, {status}: {Convert.ToBase64String(body)}\n{failure}");
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
}
