using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Decoding;

/// <summary>Bodies are asked for as they are, unless the caller has asked for something else, and nothing is decoded twice.</summary>
public sealed class AcceptEncodingTests
{
    private const string Info = """{"name":"n","description":"d","tags":[],"mode":"workflow","author_name":"a"}""";

    [Fact(Timeout = 30_000)]
    public async Task The_client_asks_for_bodies_as_they_are()
        => Assert.Equal("identity", await AskAsync(new HttpClient(), null));

    [Fact(Timeout = 30_000)]
    public async Task A_header_of_the_options_goes_before()
        => Assert.Equal("gzip", await AskAsync(new HttpClient(), "gzip"));

    [Fact(Timeout = 30_000)]
    public async Task So_does_a_default_of_the_HttpClient()
    {
        var httpClient = new HttpClient();
        httpClient.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip");

        Assert.Equal("gzip", await AskAsync(httpClient, null));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_handler_that_decodes_adds_its_own_and_the_body_is_decoded_once()
    {
        var handler = new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.GZip };

        Assert.Contains("gzip", await AskAsync(new HttpClient(handler), null), System.StringComparison.Ordinal);
    }

    private static async Task<string?> AskAsync(HttpClient httpClient, string? option)
    {
        byte[] body = Coded.Of("gzip", Info);
        using (httpClient)
        {
            await using var server = WireServer.Start(
                WireScript.Request.Head(
                    200, "Content-Type: application/json", $"Content-Length: {body.Length}", "Content-Encoding: gzip").Write(body));
            var options = new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress };
            if (option is not null)
            {
                options.Headers["accept-encoding"] = option;
            }

            using var client = new DifyWorkflowClient(options, httpClient);
            Assert.Equal("n", (await client.GetWorkflowAppInfoAsync()).Name);
            return server.Requests.Single().Header("Accept-Encoding");
        }
    }
}
