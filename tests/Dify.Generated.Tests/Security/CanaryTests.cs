using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Faults;
using Dify.Generated.Tests.Goals;
using Dify.Generated.Tests.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.Security;

/// <summary>
/// One key, one text of the caller and one text of the server, each unmistakable, through every operation and every kind of fault: none of
/// the three is ever in a message, in what an exception prints, in what it carries along, in a log, a trace or a measurement. Only the
/// members that are made for the server's text have it.
/// </summary>
[Trait(Goal.Trait, "C1")]
[Trait(Goal.Trait, "C2")]
public sealed class CanaryTests(CanarySweep sweep, ITestOutputHelper output) : IClassFixture<CanarySweep>
{
    public static TheoryData<string> Faults() => [.. CanaryFaults.All.Select(fault => fault.Name)];

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Faults))]
    public async Task Nothing_secret_is_told(string fault)
    {
        CanaryCount count = await sweep.OfAsync(fault);

        Assert.Equal(CanaryCall.All.Count, count.Calls);
    }

    [Fact(Timeout = 600_000)]
    public async Task Nothing_secret_is_told_in_any_fault_of_the_matrix()
    {
        var count = new CanaryCount();
        foreach (CanaryFault fault in CanaryFaults.All)
        {
            count += await sweep.OfAsync(fault.Name);
        }

        int[] rows = [.. CanaryFaults.All.SelectMany(fault => fault.Rows).Distinct().Order()];
        Assert.Equal(FaultMatrix.Rows.Select(fault => fault.Number), rows);
        Assert.True(count.OfLogs > count.Calls, "Hardly anything was logged.");
        int operations = CanaryCall.All.Count(call => !call.IsFollowed);
        string looked =
            $"{operations} operations and {CanaryCall.All.Count - operations} ways to follow a run, each in {CanaryFaults.All.Count} forms of {rows.Length} faults, {count.Calls} calls";
        output.Report(
            "C1",
            $"{looked}: 0 of {count.OfExceptions} texts of exceptions, {count.OfLogs} of logs, {count.OfSpans} spans and {count.OfMeasurements} measurements hold a key");
        output.Report("C2", $"{looked}: 0 of {count.OfExceptions} texts of exceptions hold a text of the server or of the caller");
    }

    [Fact(Timeout = 60_000)]
    public async Task What_is_refused_before_it_is_sent_is_not_repeated()
    {
        using DifyWorkflowClient client = StubHandler.Json(Samples.Answer).CreateClient(options => options.ApiKey = Canary.Key);
        int refused = 0;

        foreach (ClientOperation operation in ClientOperation.All)
        {
            Exception? failure = await Record.ExceptionAsync(
                () => operation.CallAsync(client, Canary.Sent + "\r\n\0", CancellationToken.None));
            Assert.True(failure is null or ArgumentException or DifyApiException, $"{operation.Name}: {failure}");
            Canary.AssertAbsent(operation.Name, Canary.TextsOf(failure));
            refused += failure is ArgumentException ? 1 : 0;
        }

        Assert.True(refused > 10, $"Only {refused} were refused.");
    }

    [Theory(Timeout = 30_000)]
    [InlineData("\r\nX: " + Canary.Key)]
    [InlineData(Canary.Key + "ü")]
    [InlineData(" " + Canary.Key)]
    public async Task A_key_that_is_none_is_not_repeated(string key)
    {
        Canary.AssertAbsent(
            "options",
            Canary.TextsOf(Assert.Throws<ArgumentException>(() => new DifyWorkflowClient(new DifyClientOptions { ApiKey = key }))));

        using DifyWorkflowClient client = StubHandler.Json(Samples.Answer)
            .CreateClient(options => options.ApiKeyProvider = _ => new ValueTask<string>(key));
        Canary.AssertAbsent(
            "provider", Canary.TextsOf(await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetWorkflowAppInfoAsync())));
    }

    [Fact(Timeout = 30_000)]
    public async Task The_members_made_for_it_have_the_servers_text()
    {
        await using var server = WireServer.Start(CanaryFaults.All.Single(fault => fault.Name == "invalid parameter").Script);
        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = Canary.Key, BaseAddress = server.BaseAddress });

        DifyInvalidRequestException failure = await Assert.ThrowsAsync<DifyInvalidRequestException>(() => client.GetWorkflowAppInfoAsync());

        Assert.Equal(Canary.Echo, failure.ServerMessage);
        Assert.Contains(Canary.Echo, failure.ResponseBody, StringComparison.Ordinal);
    }
}
