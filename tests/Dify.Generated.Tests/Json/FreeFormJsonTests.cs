using System;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Json;

/// <summary>Free-form JSON comes out as it came in, and goes out as it was given, to the last digit.</summary>
public sealed class FreeFormJsonTests
{
    [Theory(Timeout = 30_000)]
    [InlineData("""{"n":12345678901234567890}""")]
    [InlineData("""{"n":-123456789012345678901234567890123456789012345678901234567890}""")]
    [InlineData("""{"n":0.1234567890123456789}""")]
    [InlineData("""{"n":0.12345678901234567890123456789012345678901}""")]
    [InlineData("""{"n":1e400}""")]
    [InlineData("""{"n":-1e400,"m":1e-400}""")]
    [InlineData("""{"n":1.10,"m":1.0,"o":100.00,"p":0.10}""")]
    [InlineData("""{"n":-0.0,"m":0.0,"o":0}""")]
    [InlineData("""{"n":0.1,"m":3.14,"o":1.7976931348623157E+308,"p":5E-324}""")]
    [InlineData("""{"n":9007199254740993,"m":9223372036854775807,"o":9223372036854775808,"p":-9223372036854775808}""")]
    [InlineData(
        """{"at":"2024-01-02T03:04:05Z","on":"2024-01-02","then":"/Date(1700000000000)/","id":"6f9619ff-8b86-d011-b42d-00cf4fc964ff"}""")]
    [InlineData("""{"z":1,"a":2,"m":3}""")]
    [InlineData("""{"Key":1,"key":2,"KEY":3}""")]
    [InlineData("""{"":1," ":2,"$type":"System.Object","$ref":"1","$values":[]}""")]
    [InlineData("""{"a":[[],{},[null,true,false,"",[1,[2]]]]}""")]
    [InlineData("""{"a":"ü 漢字 😀 \u0000 \n \" \\"}""")]
    public async Task What_came_comes_out(string json)
    {
        Assert.Equal(json, (await ReadAsync(json)).ToString(Formatting.None), StringComparer.Ordinal);
        Assert.Equal(json, (await ReadAsync(JsonConvert.ToString(json))).ToString(Formatting.None), StringComparer.Ordinal);
        Assert.Equal(json, await SendAsync(await ReadAsync(json)), StringComparer.Ordinal);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\n\r\n\r \t ")]
    public async Task Digits_are_kept_on_every_line(string lineBreak)
    {
        string json = string.Join(
            lineBreak, "{", "\"a\":0.1234567890123456789", ",\"text\":\"x\",", "\"b\":[", "1e400,", "0.9876543210987654321", "]", "}");

        Assert.Equal(
            """{"a":0.1234567890123456789,"text":"x","b":[1e400,0.9876543210987654321]}""",
            (await ReadAsync(json)).ToString(Formatting.None));
    }

    [Fact(Timeout = 30_000)]
    public async Task Digits_are_kept_across_the_buffers_of_the_reader()
    {
        string json = "[" + string.Join(",", Enumerable.Range(0, 5000).Select(index => $"0.1234567890{index:D4}123456789")) + "]";

        Assert.Equal(json, (await ReadAsync(json)).ToString(Formatting.None));
    }

    [Fact(Timeout = 30_000)]
    public async Task Of_a_name_that_comes_twice_the_last_one_counts() =>
        Assert.Equal("""{"a":2,"b":1}""", (await ReadAsync("""{"a":1,"b":1,"a":2}""")).ToString(Formatting.None));

    [Fact(Timeout = 30_000)]
    public async Task Words_that_are_no_JSON_numbers_are_read()
    {
        JToken value = await ReadAsync("""{"a":NaN,"b":Infinity,"c":-Infinity}""");

        Assert.Equal(
            [double.NaN, double.PositiveInfinity, double.NegativeInfinity],
            value.Children<JProperty>().Select(member => (double)member.Value));
    }

    [Fact(Timeout = 30_000)]
    public async Task Inputs_that_are_a_text_without_JSON_stay_a_text()
    {
        using DifyWorkflowClient client = StubHandler.Json("""{"id":"r","inputs":"plain {text"}""").CreateClient();

        Assert.Equal("plain {text", (string?)(await client.GetWorkflowRunDetailAsync(SampleId.Run)).Inputs);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(100, true)]
    [InlineData(1_000, false)]
    [InlineData(100_000, false)]
    public async Task Depth_is_bounded(int depth, bool isRead)
    {
        string json = new string('[', depth) + new string(']', depth);
        if (isRead)
        {
            Assert.Equal(json, (await ReadAsync(json)).ToString(Formatting.None));
        }
        else
        {
            await Assert.ThrowsAsync<DifyProtocolException>(() => ReadAsync(json));
        }
    }

    private static async Task<JToken> ReadAsync(string outputs)
    {
        using DifyWorkflowClient client = StubHandler.Json($$"""{"id":"r","outputs":{{outputs}} }""").CreateClient();
        return (await client.GetWorkflowRunDetailAsync(SampleId.Run)).Outputs!;
    }

    private static async Task<string> SendAsync(JToken inputs)
    {
        byte[] sent = [];
        var handler = new StubHandler(async (request, token) =>
        {
            sent = await request.Content!.ReadAsByteArrayAsync(token);
            return StubHandler.Answer(200, "application/json", Samples.AnswerBytes);
        });
        using DifyWorkflowClient client = handler.CreateClient();
        await client.ExecuteWorkflowAsync(new WorkflowExecutionRequest { Inputs = (JObject)inputs, User = "u" });
        const string Before = "{\"inputs\":";
        const string After = ",\"user\":\"u\"}";
        string text = Encoding.UTF8.GetString(sent);
        Assert.StartsWith(Before, text, StringComparison.Ordinal);
        Assert.EndsWith(After, text, StringComparison.Ordinal);
        return text[Before.Length..^After.Length];
    }
}
