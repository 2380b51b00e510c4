using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Paths;

/// <summary>Hostile values in every place of every path: each is refused, or stays the one segment that it stands for, as seen on the request line.</summary>
public sealed class PathValueTests
{
    private const string Marker = "marker-of-this-place";

    private static readonly (string Description, string Value, bool IsRefused)[] Vectors =
    [
        ("empty", "", true),
        ("one dot", ".", true),
        ("two dots", "..", true),
        ("escaped dot", "%2e", false),
        ("escaped dots", "%2E%2e", false),
        ("climbing", "../../x", false),
        ("slash", "a/b", false),
        ("backslash", "a\\b", false),
        ("query and fragment", "a?b#c", false),
        ("space", "a b", false),
        ("escaped slash", "a%2fb", false),
        ("line break", "a\r\nb", true),
        ("nul", "a\0b", true),
        ("umlaut", "ü", false),
        ("right-to-left override", "\u202E", false),
        ("half a surrogate pair", "a\uD800", true),
        ("dots with a parameter", "..;", false),
        ("far too long", new string('a', 100_000), true),
    ];

    public static TheoryData<string, string, string> Cases()
    {
        var cases = new TheoryData<string, string, string>();
        foreach (ClientOperation operation in ClientOperation.All)
        {
            foreach (string parameter in operation.RequiredTexts.Where(parameter => IsInPath(operation, parameter)))
            {
                foreach ((string description, _, _) in Vectors)
                {
                    cases.Add(operation.Name, parameter, description);
                }
            }
        }

        return cases;
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Cases))]
    public async Task A_value_is_refused_or_one_segment(string operationName, string parameter, string description)
    {
        ClientOperation operation = ClientOperation.Named(operationName);
        (_, string value, bool isRefused) = Vectors.Single(vector => vector.Description == description);
        if (isRefused)
        {
            var handler = new StubHandler((_, _) => throw new InvalidOperationException("Nothing may be sent."));
            using DifyWorkflowClient client = handler.CreateClient();
            ArgumentException refusal = await Assert.ThrowsAsync<ArgumentException>(() => CallAsync(operation, client, parameter, value));

            Assert.Equal(parameter, refusal.ParamName);
            Assert.True(value.Length <= 2 || !refusal.ToString().Contains(value, StringComparison.Ordinal), "The message repeats the value.");
            Assert.Equal(0, handler.Count);
            return;
        }

        string[] expected = (await TargetAsync(operation, parameter, Marker)).Split('/');
        string[] segments = (await TargetAsync(operation, parameter, value)).Split('/');
        Assert.Equal(expected.Length, segments.Length);
        Assert.Equal(expected.Select(segment => segment == Marker ? value : segment), segments.Select(Uri.UnescapeDataString));
        Assert.All(segments, segment => Assert.DoesNotContain(segment, (IEnumerable<string>)[".", ".."]));
        Assert.All(segments.SelectMany(segment => segment), character => Assert.InRange(character, '!', '~'));
    }

    [Fact]
    public void Every_operation_with_an_id_is_covered()
    {
        string[] covered = [.. Cases().Select(row => (string)row[0]).Distinct()];

        Assert.Contains(nameof(IDifyWorkflowClient.StopWorkflowTaskGenerationAsync), covered);
        Assert.Contains(nameof(IDifyWorkflowClient.StreamWorkflowEventsAsync), covered);
        Assert.Equal(ClientOperation.All.Count(operation => operation.RequiredTexts.Count > 0), covered.Length);
    }

    /// <summary>The path of the request line, as it came over the wire.</summary>
    private static async Task<string> TargetAsync(ClientOperation operation, string parameter, string value)
    {
        await using var server = WireServer.Start(WireScript.Request.Json(404, """{"code":"not_found","message":"","status":404}"""));
        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress });
        await Assert.ThrowsAsync<DifyNotFoundException>(() => CallAsync(operation, client, parameter, value));
        return Assert.Single(server.Requests).Target.Split('?')[0];
    }

    private static bool IsInPath(ClientOperation operation, string parameter)
    {
        bool isInPath = false;
        var handler = new StubHandler((request, _) =>
        {
            isInPath = request.RequestUri!.AbsolutePath.Contains(Marker, StringComparison.Ordinal);
            return Task.FromResult(StubHandler.Problem(404, "not_found"));
        });
        using DifyWorkflowClient client = handler.CreateClient();
        Assert.ThrowsAsync<DifyNotFoundException>(() => CallAsync(operation, client, parameter, Marker)).GetAwaiter().GetResult();
        return isInPath;
    }

    private static Task CallAsync(ClientOperation operation, DifyWorkflowClient client, string parameter, string value) =>
        operation.CallAsync(client, "text", new Dictionary<string, string> { [parameter] = value }, CancellationToken.None);
}
