using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using WireMock.Net.OpenApiParser.Extensions;
using Xunit;

namespace Dify.Generated.Tests.StandIn;

/// <summary>The WireMock server underneath is whole: what comes with it works beside the stand-in's own routes.</summary>
public sealed class DocumentMappingTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), "dify-" + Guid.NewGuid().ToString("N") + ".yaml");
    private readonly CancellationTokenSource bound = new(TimeSpan.FromSeconds(60));

    public void Dispose()
    {
        bound.Dispose();
        File.Delete(path);
    }

    [Fact]
    public async Task A_test_adds_the_operations_of_a_document_in_YAML()
    {
        const string Document = """
            openapi: 3.0.3
            info: {title: Neighbour, version: '1'}
            paths:
              /neighbour/jobs:
                get:
                  responses:
                    '200': {description: ok}
            """;
        await File.WriteAllTextAsync(path, Document, bound.Token);
        await using DifyTestServer server = DifyTestServer.Start();

        server.WireMock.WithMappingFromOpenApiFile(path, out _);
        using var http = new HttpClient();
        using HttpResponseMessage response = await http.GetAsync(new Uri(server.BaseAddress, "/neighbour/jobs"), bound.Token);

        Assert.Equal(200, (int)response.StatusCode);
    }
}
