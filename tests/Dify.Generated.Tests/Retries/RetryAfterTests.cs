using System;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Goals;
using Xunit;

namespace Dify.Generated.Tests.Retries;

/// <summary>What the server asks callers to wait is obeyed up to a cap, read the same in every culture, and ignored when it makes no
/// sense.</summary>
[Trait(Goal.Trait, "B4")]
public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2023, 9, 29, 16, 26, 37, TimeSpan.Zero);

    private static readonly (string Value, double? Seconds)[] Values =
    [
        ("20", 20), ("60", 60), ("61", 61), ("120", 120), ("1.5", 1.5), (" 20 ", 20),
        ("Fri, 29 Sep 2023 16:26:57 GMT", 20),
        ("Fri, 29 Sep 2023 16:27:37 GMT", 60),
        ("Fri, 29 Sep 2023 16:27:38 GMT", 61),
        ("Fri, 29 Sep 2023 16:28:37 GMT", 120),
        ("Friday, 29-Sep-23 16:26:57 GMT", 20), ("Fri Sep 29 16:26:57 2023", 20),
        ("0", null),
        ("-10", null),
        ("", null),
        ("inf", null),
        ("Infinity", null),
        ("nan", null),
        ("NaN", null),
        ("99999999999999999999999999999999999", null),
        ("Zun, 29 Sep 2023 16:26:27 GMT", null),
        ("Fri, 29 Sep 100000 16:26:57 GMT", null),
        ("Fri, 29 Sep 2023 16:26:37 GMT", null),
        ("Fri, 29 Sep 2023 16:26:27 GMT", null),
        ("soon", null), ("1,5", null), ("20 seconds", null),
    ];

    public static TheoryData<string, double?, string> Rows()
    {
        var rows = new TheoryData<string, double?, string>();
        foreach (string culture in new[] { "", "de-DE", "tr-TR" })
        {
            foreach ((string value, double? seconds) in Values)
            {
                rows.Add(value, seconds, culture);
            }
        }

        return rows;
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Rows))]
    public async Task A_sensible_wait_is_obeyed_and_any_other_is_the_clients_own(string value, double? seconds, string culture)
    {
        using var scope = new CultureScope(culture);
        var clock = new ScriptedClock(Now);
        DifyRateLimitException failure = await CallAsync(clock, value);

        TimeSpan[] waits = [.. clock.Waits];
        Assert.Equal(2, waits.Length);
        if (seconds is { } expected)
        {
            Assert.All(waits, wait => Assert.Equal(TimeSpan.FromSeconds(expected), wait));
            Assert.Equal(TimeSpan.FromSeconds(expected), failure.RetryAfter);
        }
        else
        {
            Assert.InRange(waits[0], TimeSpan.FromSeconds(0.375), TimeSpan.FromSeconds(0.5));
            Assert.InRange(waits[1], TimeSpan.FromSeconds(0.75), TimeSpan.FromSeconds(1));
            Assert.Null(failure.RetryAfter);
        }
    }

    [Theory(Timeout = 30_000)]
    [InlineData("121", 121)]
    [InlineData("3600", 3600)]
    [InlineData("Fri, 29 Sep 2023 16:28:38 GMT", 121)]
    public async Task A_longer_wait_than_the_cap_is_told_and_not_waited_for(string value, int seconds)
    {
        var clock = new ScriptedClock(Now);
        DifyRateLimitException failure = await CallAsync(clock, value);

        Assert.Empty(clock.Waits);
        Assert.Equal(TimeSpan.FromSeconds(seconds), failure.RetryAfter);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_cap_can_be_set()
    {
        var clock = new ScriptedClock(Now);
        await CallAsync(clock, "20", options => options.Retry.MaxRetryAfter = TimeSpan.FromSeconds(19));
        Assert.Empty(clock.Waits);

        await CallAsync(clock, "3600", options => options.Retry.MaxRetryAfter = TimeSpan.FromHours(1));
        Assert.Equal([TimeSpan.FromHours(1), TimeSpan.FromHours(1)], clock.Waits);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_clients_own_waits_double_up_to_the_longest_and_vary()
    {
        var clock = new ScriptedClock(Now);
        await CallAsync(clock, "", options => options.Retry.MaxRetries = 8);

        double[] expected = [0.5, 1, 2, 4, 8, 8, 8, 8];
        TimeSpan[] waits = [.. clock.Waits];
        Assert.Equal(expected.Length, waits.Length);
        Assert.All(waits.Zip(expected), pair => Assert.InRange(pair.First.TotalSeconds, pair.Second * 0.75, pair.Second));
        Assert.True(waits[4..].Distinct().Count() > 1, "Clients that fail together would come back together.");
    }

    private static async Task<DifyRateLimitException> CallAsync(
        ScriptedClock clock, string retryAfter, Action<DifyClientOptions>? configure = null)
    {
        var handler = new StubHandler((_, _) => Task.FromResult(StubHandler.Problem(429, "too_many_requests", retryAfter)));
        using DifyWorkflowClient client = handler.CreateClient(options =>
        {
            clock.Use(options);
            configure?.Invoke(options);
        });
        return await Assert.ThrowsAsync<DifyRateLimitException>(() => client.ExecuteWorkflowAsync(Samples.Run()));
    }
}
