using System;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Json;

/// <summary>Times, amounts, words and ids in every form that servers of any age write them.</summary>
public sealed class TypedMemberTests
{
    [Theory(Timeout = 30_000)]
    [InlineData("1718000000", "2024-06-10T06:13:20.0000000+00:00")]
    [InlineData("0", "1970-01-01T00:00:00.0000000+00:00")]
    [InlineData("-1", "1969-12-31T23:59:59.0000000+00:00")]
    [InlineData("1718000000.25", "2024-06-10T06:13:20.2500000+00:00")]
    [InlineData("1718000000.1234567", "2024-06-10T06:13:20.1234567+00:00")]
    [InlineData("1.718e9", "2024-06-10T06:13:20.0000000+00:00")]
    [InlineData("\"1718000000\"", "2024-06-10T06:13:20.0000000+00:00")]
    [InlineData("\"2024-06-10T06:13:20\"", "2024-06-10T06:13:20.0000000+00:00")]
    [InlineData("\"Mon, 10 Jun 2024 06:13:20 -0000\"", "2024-06-10T06:13:20.0000000+00:00")]
    [InlineData("253402300799", "9999-12-31T23:59:59.0000000+00:00")]
    [InlineData("null", null)]
    [InlineData("\"\"", null)]
    public async Task Unix_seconds_are_a_time(string json, string? expected)
    {
        foreach (string culture in new[] { "", "de-DE", "tr-TR", "ja-JP" })
        {
            using var scope = new CultureScope(culture);
            WorkflowRunDetailResponse detail = await DetailAsync($$"""{"id":"r","created_at":{{json}} }""");

            Assert.Equal(expected, detail.CreatedAt?.ToString("o"));
        }
    }

    [Theory(Timeout = 30_000)]
    [InlineData("1718000000123", "2024-06-10T06:13:20.1230000+00:00")]
    [InlineData("1718000000123456", "2024-06-10T06:13:20.1234560+00:00")]
    [InlineData("1718000000123456789", "2024-06-10T06:13:20.1234567+00:00")]
    [InlineData("\"1718000000123\"", "2024-06-10T06:13:20.1230000+00:00")]
    [InlineData("253402300800", "1978-01-11T21:31:40.8000000+00:00")]
    public async Task What_no_calendar_holds_as_seconds_counts_thousandths(string json, string expected)
    {
        Assert.Equal(expected, (await DetailAsync($$"""{"id":"r","created_at":{{json}} }""")).CreatedAt?.ToString("o"));
        using DifyWorkflowClient client = StubHandler.Json($$"""{"id":"u","created_at":{{json}} }""").CreateClient();
        Assert.Equal(expected, (await client.GetEndUserWorkflowAsync(SampleId.EndUser)).CreatedAt?.ToString("o"));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("253402300800000000000")]
    [InlineData("-62135596801")]
    [InlineData("1e300")]
    [InlineData("1e400")]
    [InlineData("NaN")]
    [InlineData("\"yesterday\"")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("[1]")]
    public async Task What_is_no_time_is_kept_as_it_came(string json)
    {
        WorkflowRunDetailResponse detail = await DetailAsync($$"""{"id":"r","created_at":{{json}} }""");
        using DifyWorkflowClient client = StubHandler.Json($$"""{"id":"u","created_at":{{json}} }""").CreateClient();
        EndUserDetail user = await client.GetEndUserWorkflowAsync(SampleId.EndUser);

        Assert.Null(detail.CreatedAt);
        Assert.Null(user.CreatedAt);
        Assert.Equal(json.Trim('"'), detail.AdditionalProperties!["created_at"].ToString(Formatting.None)
            .Trim('"')
            .Replace("1E+300", "1e300", StringComparison.Ordinal));
        Assert.Equal(detail.AdditionalProperties["created_at"], user.AdditionalProperties!["created_at"], JToken.EqualityComparer);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("2.0", 2)]
    [InlineData("\"2\"", 2)]
    [InlineData("\"2.0\"", 2)]
    [InlineData("2e0", 2)]
    [InlineData("2.5", null)]
    [InlineData("12345678901", null)]
    [InlineData("\"many\"", null)]
    [InlineData("{}", null)]
    [InlineData("[2]", null)]
    [InlineData("true", null)]
    public async Task A_whole_number_is_read_however_it_is_written(string json, int? expected)
    {
        WorkflowRunDetailResponse detail = await DetailAsync($$"""{"id":"r","total_steps":{{json}},"elapsed_time":{{json}} }""");

        Assert.Equal(expected, detail.TotalSteps);
        Assert.Equal(expected is null, detail.AdditionalProperties?.ContainsKey("total_steps") == true);
        Assert.Equal(json is "{}" or "[2]" or "true" or "\"many\"", detail.AdditionalProperties?.ContainsKey("elapsed_time") == true);
    }

#if !NETSTANDARD_BUILD
    [Fact]
    public void What_was_kept_aside_is_written_once_and_in_the_place_of_the_member()
    {
        var read = System.Text.Json.JsonSerializer.Deserialize<WorkflowStreamEvent>(
            """{"event":"node_finished","data":{"id":"n","node_id":"n","index":{"a":1},"files":{},"outputs":{"b":[1.10]}}}""")!;
        NodeFinishedData data = Assert.IsType<NodeFinishedEvent>(read).Data;

        Assert.Equal(0, data.Index);
        Assert.Equal("""{"a":1}""", data.AdditionalProperties!["index"].ToString(Formatting.None));
        string written = System.Text.Json.JsonSerializer.Serialize(read);
        Assert.Equal(written.IndexOf("\"index\"", StringComparison.Ordinal), written.LastIndexOf("\"index\"", StringComparison.Ordinal));
        Assert.Contains("\"index\":{\"a\":1}", written, StringComparison.Ordinal);
        Assert.Contains("\"files\":{}", written, StringComparison.Ordinal);
    }
#endif

    [Fact]
    public void A_time_is_written_as_unix_seconds()
    {
        string Write(DateTimeOffset time) => (string)JObject.Parse(
            JsonConvert.SerializeObject(new WorkflowRunDetailResponse { CreatedAt = time }))["created_at"]!.ToString();

        Assert.Equal("1718000000", Write(DateTimeOffset.FromUnixTimeSeconds(1718000000)));
        Assert.Equal("1718000000", Write(new DateTimeOffset(2024, 6, 10, 8, 13, 20, TimeSpan.FromHours(2))));
        Assert.Equal("1718000000.5", Write(DateTimeOffset.FromUnixTimeMilliseconds(1718000000500)));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("\"2024-06-10T06:13:20\"", "2024-06-10T06:13:20.0000000+00:00")]
    [InlineData("\"2024-06-10T06:13:20.123456\"", "2024-06-10T06:13:20.1234560+00:00")]
    [InlineData("\"2024-06-10T06:13:20Z\"", "2024-06-10T06:13:20.0000000+00:00")]
    [InlineData("\"2024-06-10T15:13:20+09:00\"", "2024-06-10T06:13:20.0000000+00:00")]
    [InlineData("1718000000", "2024-06-10T06:13:20.0000000+00:00")]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    public async Task A_date_without_offset_is_UTC(string json, string? expected)
    {
        using DifyWorkflowClient client = StubHandler.Json($$"""{"id":"u","created_at":{{json}} }""").CreateClient();

        Assert.Equal(expected, (await client.GetEndUserWorkflowAsync(SampleId.EndUser)).CreatedAt?.ToUniversalTime().ToString("o"));
    }

    [Theory]
    [InlineData("0.0012", "0.0012")]
    [InlineData("\"0.0012\"", "0.0012")]
    [InlineData("\"1E-7\"", "0.0000001")]
    [InlineData("1e-7", "0.0000001")]
    [InlineData("3", "3")]
    [InlineData("\"0.1234567890123456789\"", "0.1234567890123456789")]
    [InlineData("12345678901234567890", "12345678901234567890")]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    public void An_amount_is_a_number_or_a_text(string json, string? expected)
    {
        using var scope = new CultureScope("de-DE");
        NodeExecutionMetadata metadata = JsonConvert.DeserializeObject<NodeExecutionMetadata>($$"""{"total_price":{{json}} }""")!;

        Assert.Equal(expected, metadata.TotalPrice?.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("123456789012345678901234567890123456789")]
    [InlineData("\"a lot\"")]
    [InlineData("{}")]
    public void What_is_no_amount_is_kept_as_it_came(string json)
    {
        NodeExecutionMetadata metadata = JsonConvert.DeserializeObject<NodeExecutionMetadata>($$"""{"total_price":{{json}} }""")!;

        Assert.Null(metadata.TotalPrice);
        Assert.True(metadata.AdditionalProperties!.ContainsKey("total_price"));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("\"succeeded\"", "succeeded")]
    [InlineData("\"partial-succeeded\"", "partial-succeeded")]
    [InlineData("\"brand-new\"", "brand-new")]
    [InlineData("\"\"", "")]
    [InlineData("3", "3")]
    [InlineData("1.10", "1.10")]
    [InlineData("true", "true")]
    [InlineData("{\"a\":[1.10,\"2024-01-02T03:04:05Z\"]}", "{\"a\":[1.10,\"2024-01-02T03:04:05Z\"]}")]
    [InlineData("null", null)]
    public async Task A_word_that_nobody_knows_is_kept(string json, string? expected) =>
        Assert.Equal(expected, (await DetailAsync($$"""{"id":"r","status":{{json}} }""")).Status?.Value);

    [Fact(Timeout = 30_000)]
    public async Task Known_words_compare_with_their_constants()
    {
        Assert.True((await DetailAsync("""{"id":"r","status":"stopped"}""")).Status == WorkflowRunStatus.Stopped);
        Assert.False((await DetailAsync("""{"id":"r","status":"Stopped"}""")).Status == WorkflowRunStatus.Stopped);
    }

    [Fact(Timeout = 30_000)]
    public async Task Empty_ids_and_missing_members_are_no_failure()
    {
        WorkflowRunDetailResponse empty = await DetailAsync("""{"id":null}""");
        WorkflowRunDetailResponse old = await DetailAsync(
            """{"id":"","workflow_id":null,"status":null,"elapsed_time":0,"total_tokens":null}""");

        Assert.Null(empty.Id);
        Assert.Null(empty.AdditionalProperties);
        Assert.Equal(string.Empty, old.Id);
        Assert.Equal(0d, old.ElapsedTime);
    }

    [Fact(Timeout = 30_000)]
    public async Task Members_that_the_documents_do_not_name_are_kept()
    {
        WorkflowRunDetailResponse detail = await DetailAsync(
            """{"id":"r","new_member":{"at":"2024-01-02T03:04:05Z","n":12345678901234567890}}""");

        Assert.Equal(
            """{"at":"2024-01-02T03:04:05Z","n":12345678901234567890}""",
            detail.AdditionalProperties!["new_member"].ToString(Formatting.None));
    }

    private static async Task<WorkflowRunDetailResponse> DetailAsync(string json)
    {
        using DifyWorkflowClient client = StubHandler.Json(json).CreateClient();
        return await client.GetWorkflowRunDetailAsync(SampleId.Run);
    }
}
