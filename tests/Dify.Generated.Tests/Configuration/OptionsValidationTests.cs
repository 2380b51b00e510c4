using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Threading;
using Xunit;

namespace Dify.Generated.Tests.Configuration;

/// <summary>Options that cannot work are refused when the client is made; the message names the option and never repeats its
/// value.</summary>
public sealed class OptionsValidationTests
{
    private const string Key = "app-KeyOfTheSession012345";

    private static readonly Dictionary<string, (string Option, string? Value, Action<DifyClientOptions> Spoil)> Mistakes = new()
    {
        ["no key"] = ("ApiKey", null, options => options.ApiKey = null),
        ["empty key"] = ("ApiKey", null, options => options.ApiKey = ""),
        ["key of spaces"] = ("ApiKey", null, options => options.ApiKey = "   "),
        ["key with a line break"] = ("ApiKey", "app-1\r\nX-Evil: 1", options => options.ApiKey = "app-1\r\nX-Evil: 1"),
        ["key with a line feed at its end"] = ("ApiKey", "app-secret", options => options.ApiKey = "app-secret\n"),
        ["key with NUL"] = ("ApiKey", "app-secret", options => options.ApiKey = "app-secret\0"),
        ["key with a space before"] = ("ApiKey", "app-secret", options => options.ApiKey = " app-secret"),
        ["key with a space inside"] = ("ApiKey", "app-secret", options => options.ApiKey = "Bearer app-secret"),
        ["key with a tab"] = ("ApiKey", "app-secret", options => options.ApiKey = "app-secret\t"),
        ["key that is not ASCII"] = ("ApiKey", "app-schlüssel", options => options.ApiKey = "app-schlüssel"),
        ["key with a zero-width space"] = ("ApiKey", "app-secret", options => options.ApiKey = "app-secret\u200B"),
        ["no address"] = ("BaseAddress", null, options => options.BaseAddress = null!),
        ["relative address"] =
            ("BaseAddress", "dify.example.com/v1", options => options.BaseAddress = new Uri("dify.example.com/v1", UriKind.Relative)),
        ["other scheme"] = ("BaseAddress", "ftp://", options => options.BaseAddress = new Uri("ftp://dify.example.com/v1")),
        ["file"] = ("BaseAddress", "file:", options => options.BaseAddress = new Uri("file:///v1")),
        ["plain http"] = ("BaseAddress", "dify.example.com", options => options.BaseAddress = new Uri("http://dify.example.com/v1")),
        ["plain http to a name that only begins like this machine"] =
            ("BaseAddress", "localhost.example", options => options.BaseAddress = new Uri("http://localhost.example.com/v1")),
        ["query"] = ("BaseAddress", "tenant", options => options.BaseAddress = new Uri("https://dify.example.com/v1?tenant=1")),
        ["empty query"] = ("BaseAddress", "dify.example.com", options => options.BaseAddress = new Uri("https://dify.example.com/v1?")),
        ["fragment"] = ("BaseAddress", "top", options => options.BaseAddress = new Uri("https://dify.example.com/v1#top")),
        ["user and password"] =
            ("BaseAddress", "password", options => options.BaseAddress = new Uri("https://user:password@dify.example.com/v1")),
        ["timeout of zero"] = ("Timeout", null, options => options.Timeout = TimeSpan.Zero),
        ["negative timeout"] = ("Timeout", "-00:00:05", options => options.Timeout = TimeSpan.FromSeconds(-5)),
        ["timeout beyond every timer"] = ("Timeout", "10675199", options => options.Timeout = TimeSpan.MaxValue),
        ["idle timeout of zero"] = ("IdleTimeout", null, options => options.IdleTimeout = TimeSpan.Zero),
        ["idle timeout beyond every timer"] = ("IdleTimeout", "10675199", options => options.IdleTimeout = TimeSpan.MaxValue),
        ["no response bytes"] = ("MaxResponseBytes", null, options => options.MaxResponseBytes = 0),
        ["more response bytes than an array has"] =
            ("MaxResponseBytes", "9223372036854775807", options => options.MaxResponseBytes = long.MaxValue),
        ["no error bytes"] = ("MaxErrorBytes", "-1", options => options.MaxErrorBytes = -1),
        ["no event bytes"] = ("MaxEventBytes", null, options => options.MaxEventBytes = 0),
        ["no retry options"] = ("Retry", null, options => options.Retry = null!),
        ["negative retries"] = ("Retry.MaxRetries", "-1", options => options.Retry.MaxRetries = -1),
        ["negative budget"] = ("Retry.Budget", "-7", options => options.Retry.Budget = -7),
        ["no wait between tries"] = ("Retry.BaseDelay", null, options => options.Retry.BaseDelay = TimeSpan.Zero),
        ["negative longest wait"] = ("Retry.MaxDelay", "-00:00:01", options => options.Retry.MaxDelay = TimeSpan.FromSeconds(-1)),
        ["longest wait beyond every timer"] = ("Retry.MaxDelay", "10675199", options => options.Retry.MaxDelay = TimeSpan.MaxValue),
        ["negative Retry-After"] = ("Retry.MaxRetryAfter", "-00:00:01", options => options.Retry.MaxRetryAfter = TimeSpan.FromSeconds(-1)),
        ["Retry-After beyond every timer"] =
            ("Retry.MaxRetryAfter", "10675199", options => options.Retry.MaxRetryAfter = TimeSpan.MaxValue),
        ["no clock"] = ("TimeProvider", null, options => options.TimeProvider = null!),
    };

    public static TheoryData<string> Descriptions() => [.. Mistakes.Keys];

    [Theory]
    [MemberData(nameof(Descriptions))]
    public void A_mistake_is_named_when_the_client_is_made(string description)
    {
        (string option, string? value, Action<DifyClientOptions> spoil) = Mistakes[description];
        var options = new DifyClientOptions { ApiKey = Key };
        spoil(options);

        ArgumentException own = Assert.Throws<ArgumentException>(() => new DifyWorkflowClient(options));
        using var httpClient = new HttpClient();
        ArgumentException given = Assert.Throws<ArgumentException>(() => new DifyWorkflowClient(options, httpClient));

        Assert.Equal(own.Message, given.Message);
        Assert.Equal("options", own.ParamName);
        Assert.Contains(option, own.Message, StringComparison.Ordinal);
        Assert.True(value is null || !own.ToString().Contains(value, StringComparison.Ordinal), $"The value is repeated: {own}");
    }

    [Fact]
    public void What_looks_odd_and_works_is_accepted()
    {
        using var none = new DifyWorkflowClient(new DifyClientOptions
        {
            ApiKey = "any!key~without#spaces",
            BaseAddress = new Uri("http://dify.example.com/v1"),
            AllowInsecureHttp = true,
            Timeout = Timeout.InfiniteTimeSpan,
            IdleTimeout = Timeout.InfiniteTimeSpan,
            MaxResponseBytes = 1,
            MaxErrorBytes = 1,
            MaxEventBytes = 1,
            Retry = { MaxRetries = 0, Budget = 0, BaseDelay = TimeSpan.FromTicks(1) },
        });
    }

    [Fact]
    public void Nothing_at_all_is_refused()
    {
        Assert.Equal("options", Assert.Throws<ArgumentNullException>(() => new DifyWorkflowClient(null!)).ParamName);
        Assert.Equal(
            "httpClient",
            Assert.Throws<ArgumentNullException>(() => new DifyWorkflowClient(new DifyClientOptions { ApiKey = Key }, null!)).ParamName);
    }
}
