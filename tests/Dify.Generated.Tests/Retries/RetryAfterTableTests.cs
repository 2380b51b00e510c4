using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Goals;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.Retries;

/// <summary>The table by which clients of such services are held to what a server asks them to wait: 23 values, and 6 at the longest wait
/// that is obeyed.</summary>
[Trait(Goal.Trait, "B4")]
public sealed class RetryAfterTableTests(ITestOutputHelper output)
{
    private const string Seconds = "Retry-After";
    private const string Milliseconds = "retry-after-ms";

    private static readonly string[] Cultures = ["", "de-DE", "tr-TR"];
    private static readonly DateTimeOffset Now = new(2023, 9, 29, 16, 26, 37, TimeSpan.Zero);

    private static readonly Row[] Table =
    [
        Obeyed("20", 20),
        Obeyed("60", 60),
        Obeyed("61", 61),
        Obeyed("120", 120),
        Refused("121", 121),
        Ignored("0"),
        Ignored("-10"),
        Ignored(""),
        Ignored("inf"),
        Ignored("nan"),
        Ignored("99999999999999999999999999999999999"),
        Ignored("Zun, 29 Sep 2023 16:26:27 GMT"),
        Ignored("Fri, 29 Sep 100000 16:26:27 GMT"),
        Obeyed("Fri, 29 Sep 2023 16:26:57 GMT", 20),
        Ignored("Fri, 29 Sep 2023 16:26:37 GMT"),
        Ignored("Fri, 29 Sep 2023 16:26:27 GMT"),
        Obeyed("Fri, 29 Sep 2023 16:27:37 GMT", 60),
        Obeyed("Fri, 29 Sep 2023 16:27:38 GMT", 61),
        Obeyed("Fri, 29 Sep 2023 16:28:37 GMT", 120),
        Refused("Fri, 29 Sep 2023 16:28:38 GMT", 121),
        Ignored("", repetition: 2),
        Ignored("", repetition: 3),
        Ignored("", repetition: 1104),
        Obeyed("120", 120),
        Refused("121", 121),
        Obeyed("120000", 120, Milliseconds),
        Refused("120001", 120.001, Milliseconds),
        Obeyed("Fri, 29 Sep 2023 16:28:37 GMT", 120),
        Refused("Fri, 29 Sep 2023 16:28:38 GMT", 121),
    ];

    public static TheoryData<int, string, string, string> Rows()
    {
        var rows = new TheoryData<int, string, string, string>();
        foreach (int index in Enumerable.Range(0, Table.Length))
        {
            foreach (string culture in Cultures)
            {
                rows.Add(index + 1, Table[index].Header, Table[index].Value, culture);
            }
        }

        return rows;
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Rows))]
    public async Task A_row_is_as_it_should_be(int number, string header, string value, string culture) =>
        Assert.True(await IsRightAsync(Table[number - 1], culture), $"{header}: {value}");

    [Fact(Timeout = 60_000)]
    public async Task All_rows_are_the_same_in_every_culture()
    {
        var right = new Dictionary<string, int>();
        foreach (string culture in Cultures)
        {
            right[culture] = 0;
            foreach (Row row in Table)
            {
                right[culture] += await IsRightAsync(row, culture) ? 1 : 0;
            }
        }

        output.Report(
            "B4",
            $"{right[""]} of {Table.Length} rows right in the invariant culture, {right["de-DE"]} in de-DE, {right["tr-TR"]} in tr-TR");
        Assert.All(right.Values, count => Assert.Equal(29, count));
    }

    private static Row Obeyed(string value, double seconds, string header = Seconds) => new(header, value, seconds, seconds, seconds);

    private static Row Refused(string value, double seconds, string header = Seconds) => new(header, value, seconds, null, null);

    /// <summary>The client waits as long as it would without being told.</summary>
    private static Row Ignored(string value, int repetition = 1)
    {
        double own = Math.Min(8, 0.5 * Math.Pow(2, repetition - 1));
        return new(Seconds, value, null, own * 0.75, own) { Repetition = repetition };
    }

    private static async Task<bool> IsRightAsync(Row row, string culture)
    {
        using var scope = new CultureScope(culture);
        var clock = new ScriptedClock(Now);
        var handler = new StubHandler((_, _) =>
        {
            HttpResponseMessage answer = StubHandler.Problem(429, "too_many_requests");
            answer.Headers.TryAddWithoutValidation(row.Header, row.Value);
            return Task.FromResult(answer);
        });
        using DifyWorkflowClient client = handler.CreateClient(options =>
        {
            clock.Use(options);
            options.Retry.MaxRetries = row.Repetition;
            options.Retry.Budget = row.Repetition;
        });
        DifyRateLimitException failure = await Assert.ThrowsAsync<DifyRateLimitException>(() => client.ExecuteWorkflowAsync(Samples.Run()));
        TimeSpan[] waits = [.. clock.Waits];
        bool isWaitRight = row.Least is null
            ? waits.Length == 0
            : waits.Length == row.Repetition && waits[^1].TotalSeconds >= row.Least && waits[^1].TotalSeconds <= row.Most;
        return isWaitRight && handler.Count == waits.Length + 1 && failure.RetryAfter?.TotalSeconds == row.Told;
    }

    /// <summary>What a server says, what the failure tells of it, and what is waited before the repetition; null if there is
    /// none.</summary>
    private sealed record Row(string Header, string Value, double? Told, double? Least, double? Most)
    {
        public int Repetition { get; init; } = 1;
    }
}
