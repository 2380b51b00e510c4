using System;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Retries;

/// <summary>Counts how often one call comes over the wire, without waiting in between.</summary>
internal static class RetrySession
{
    /// <summary>Calls, and counts the requests until the call has ended; it may fail, but only as calls fail.</summary>
    public static async Task<int> CountAsync(
        WireScript script, Func<DifyWorkflowClient, Task> call, Action<DifyClientOptions>? configure = null)
    {
        await using var server = WireServer.Start(script);
        DifyClientOptions options = Options(server.BaseAddress, new ScriptedClock());
        configure?.Invoke(options);
        using var client = new DifyWorkflowClient(options);
        Exception? failure = await Record.ExceptionAsync(() => call(client));
        Assert.True(failure is null or DifyApiException, failure?.ToString());
        return server.Requests.Count;
    }

    public static DifyClientOptions Options(Uri baseAddress, ScriptedClock clock)
    {
        var options = new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = baseAddress };
        clock.Use(options);
        return options;
    }

    public static WireScript Answer(int status, string code, string message = "m") =>
        WireScript.Request.Json(status, $$"""{"code":"{{code}}","message":"{{message}}","status":{{status}}}""", "Connection: close").Fin();
}
