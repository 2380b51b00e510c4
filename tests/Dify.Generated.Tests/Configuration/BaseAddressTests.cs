using System;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Xunit;

namespace Dify.Generated.Tests.Configuration;

/// <summary>The address of the server is kept whole, whatever way it is written and whoever's HttpClient sends.</summary>
public sealed class BaseAddressTests
{
    [Theory(Timeout = 30_000)]
    [InlineData("https://dify.example.com/v1", "https://dify.example.com/v1/info")]
    [InlineData("https://dify.example.com/v1/", "https://dify.example.com/v1/info")]
    [InlineData("https://dify.example.com", "https://dify.example.com/info")]
    [InlineData("https://proxy.example.com:8443/dify/team%20a/v1", "https://proxy.example.com:8443/dify/team%20a/v1/info")]
    [InlineData("http://localhost:5001/v1", "http://localhost:5001/v1/info")]
    [InlineData("http://127.0.0.1/v1", "http://127.0.0.1/v1/info")]
    [InlineData("http://[::1]:5001/v1", "http://[::1]:5001/v1/info")]
    public async Task The_path_is_never_lost(string baseAddress, string expected)
    {
        string? target = null;
        var handler = new StubHandler((request, _) =>
        {
            target = request.RequestUri!.AbsoluteUri;
            return Task.FromResult(StubHandler.Answer(200, "application/json", Samples.AnswerBytes));
        });
        using DifyWorkflowClient client = handler.CreateClient(options => options.BaseAddress = new Uri(baseAddress));

        await client.GetWorkflowAppInfoAsync();

        Assert.Equal(expected, target);
    }

    [Fact]
    public void Left_out_it_is_the_cloud()
    {
        Assert.Equal(new Uri("https://api.dify.ai/v1"), new DifyClientOptions().BaseAddress);
        Assert.Equal(DifyClientOptions.CloudAddress, new DifyClientOptions().BaseAddress);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_address_of_the_callers_own_HttpClient_is_not_used()
    {
        string? target = null;
        var handler = new StubHandler((request, _) =>
        {
            target = request.RequestUri!.AbsoluteUri;
            return Task.FromResult(StubHandler.Answer(200, "application/json", Samples.AnswerBytes));
        });
        using var httpClient = new System.Net.Http.HttpClient(handler) { BaseAddress = new Uri("https://elsewhere.example.com/") };
        using var client = new DifyWorkflowClient(
            new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = new Uri("https://dify.example.com/v1") }, httpClient);

        await client.GetWorkflowAppInfoAsync();

        Assert.Equal("https://dify.example.com/v1/info", target);
        Assert.Equal(new Uri("https://elsewhere.example.com/"), httpClient.BaseAddress);
    }
}
