using System;
using System.IO;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Xunit;

namespace Dify.Generated.Tests.StandIn;

public sealed class OptionsTests
{
    [Fact(Timeout = 30_000)]
    public async Task A_port_in_use_is_refused_by_number()
    {
        await using DifyTestServer first = DifyTestServer.Start();
        IOException refused = Assert.Throws<IOException>(
            () => DifyTestServer.Start(new DifyTestServerOptions { Port = first.BaseAddress.Port }));

        Assert.Contains($"Port {first.BaseAddress.Port} ", refused.Message);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_port_is_free_again_after_the_server()
    {
        DifyTestServer first = DifyTestServer.Start();
        int port = first.BaseAddress.Port;
        await first.DisposeAsync();
        await using DifyTestServer second = DifyTestServer.Start(new DifyTestServerOptions { Port = port });

        Assert.Equal(port, second.BaseAddress.Port);
    }

    [Fact]
    public void An_option_that_makes_no_sense_is_refused_by_name()
    {
        Assert.Equal("Port", Assert.ThrowsAny<ArgumentException>(() => DifyTestServer.Start(new() { Port = 70_000 })).ParamName);
        Assert.Equal("ApiKey", Assert.ThrowsAny<ArgumentException>(() => DifyTestServer.Start(new() { ApiKey = " " })).ParamName);
        Assert.Equal(
            "StopLatency",
            Assert.ThrowsAny<ArgumentException>(() => DifyTestServer.Start(new() { StopLatency = TimeSpan.FromSeconds(-1) })).ParamName);
        Assert.Equal(
            "PingInterval",
            Assert.ThrowsAny<ArgumentException>(() => DifyTestServer.Start(new() { PingInterval = TimeSpan.Zero })).ParamName);
    }
}
