using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Documents;
using Dify.Generated.Tests.Goals;
using Dify.Generated.Tests.Service;
using Dify.Generated.Tests.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.Paths;

/// <summary>Hostile values in every place of every path: each is refused, or stays the one segment that it stands for, as seen on the
/// request line.</summary>
[Trait(Goal.Trait, "C5")]
public sealed class PathValueTests(ITestOutputHelper output)
{
    private const string Marker = "marker-of-this-place";
    private const string MarkerId = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";

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

    /// <summary>What the platform reads as a UUID and the server does not, or not everywhere.</summary>
    private static readonly (string Description, string Value, bool IsRefused)[] AlmostUuids =
    [
        ("in braces", $"{{{MarkerId}}}", true),
        ("as a URN", $"urn:uuid:{MarkerId}", true),
        ("without hyphens", MarkerId.Replace("-", string.Empty, StringComparison.Ordinal), true),
        ("hyphens elsewhere", "0a1b2c3d4-e5f-6071-8293-a4b5c6d7e8f9", true),
        ("one digit short", MarkerId[1..], true),
        ("a space before", " " + MarkerId[1..], true),
        ("a sign", "+a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", true),
        ("a letter too far", "0g1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", true),
        ("digits of another script", "٠a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", true),
        ("in capitals", MarkerId.ToUpperInvariant(), false),
    ];

    /// <summary>Every parameter of every operation that stands in a path, and what the hand-written half puts into one.</summary>
    private static readonly PathPlace[] Places =
    [
        .. ClientOperation.All.SelectMany(operation => operation.RequiredTexts
            .Select(parameter => new PathPlace(
                operation.Name,
                parameter,
                (client, value) => operation.CallAsync(
                    client, "text", new Dictionary<string, string> { [parameter] = value }, CancellationToken.None),
                IsDocumented: true))
            .Where(IsInPath)),
        new("StartWorkflowByIdAsync", "workflowId", (client, value) => client.StartWorkflowByIdAsync(value, Samples.Run())),
        new("ResumeWorkflowAsync", "workflowRunId", (client, value) => client.ResumeWorkflowAsync(value, "user-1")),
        new("StopWorkflowTaskGenerationAsync of the extension", "taskId", (client, value) => client.StopWorkflowTaskGenerationAsync(
            value, "user-1")),
    ];

    [Fact(Timeout = 60_000)]
    public async Task A_value_is_refused_or_one_segment()
    {
        int refused = 0, encoded = 0;
        foreach (PathPlace place in Places)
        {
            string marker = place.IsUuid ? MarkerId : Marker;
            string[] expected = (await TargetAsync(place, marker)).Split('/');
            Assert.Contains(marker, expected);
            foreach ((string description, string value, bool isRefused) in place.Vectors)
            {
                if (isRefused)
                {
                    await AssertRefusedAsync(place, description, value);
                    refused++;
                }
                else
                {
                    string[] segments = (await TargetAsync(place, value)).Split('/');
                    Assert.Equal(expected.Select(segment => segment == marker ? value : segment), segments.Select(Uri.UnescapeDataString));
                    Assert.All(segments, segment => Assert.DoesNotContain(segment, (IEnumerable<string>)[".", ".."]));
                    Assert.All(segments.SelectMany(segment => segment), character => Assert.InRange(character, '!', '~'));
                    encoded++;
                }
            }
        }

        Assert.Equal(Places.Sum(place => place.Vectors.Count()), refused + encoded);
        output.Report(
            "C5",
            $"{Vectors.Length} hostile values, for ids {AlmostUuids.Length} more, × {Places.Length} places in paths = {refused + encoded}: "
            + $"{refused} refused before anything was sent, {encoded} exactly one segment of the request line");
    }

    [Fact]
    public void Every_path_parameter_of_the_documents_is_covered()
    {
        IEnumerable<string> ofWorkflows = ApiDocument.English.Operations.Concat(ApiDocument.Japanese.Operations)
            .Select(operation =>
                $"{operation.Method} {string.Join('/', operation.Path.Split('/').Select(segment => segment.StartsWith('{') ? "{}" : segment))}")
            .Distinct(StringComparer.Ordinal);

        IEnumerable<string> ofOthers = ServiceClient.All.SelectMany(client => client.Operations).Select(operation => operation.Path);

        // Words that the documents list are no texts.
        int words = ServiceClient.All.SelectMany(client => client.Methods)
            .SelectMany(method => method.GetParameters())
            .Count(parameter => parameter is { HasDefaultValue: false, ParameterType.IsValueType: true });
        Assert.Equal(
            ofWorkflows.Concat(ofOthers).Sum(path => path.Count(character => character == '{')) - words,
            Places.Count(place => place.IsDocumented && !place.Operation.EndsWith("StreamingAsync", StringComparison.Ordinal)));
    }

    private static async Task AssertRefusedAsync(PathPlace place, string description, string value)
    {
        var handler = new StubHandler((_, _) => throw new InvalidOperationException("Nothing may be sent."));
        using DifyWorkflowClient client = handler.CreateClient();

        Exception? refusal = await Record.ExceptionAsync(() => place.CallAsync(client, value));

        Assert.True(
            refusal is ArgumentException argument && argument.ParamName == place.Parameter, $"{place.Operation}, {description}: {refusal}");
        Assert.True(
            value.Length <= 2 || !refusal.ToString().Contains(value, StringComparison.Ordinal),
            $"{place.Operation}, {description}: the message repeats the value.");
        Assert.Equal(0, handler.Count);
    }

    /// <summary>The path of the request line, as it came over the wire.</summary>
    private static async Task<string> TargetAsync(PathPlace place, string value)
    {
        await using var server = WireServer.Start(WireScript.Request.Json(404, """{"code":"not_found","message":"","status":404}"""));
        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress });
        await Assert.ThrowsAsync<DifyNotFoundException>(() => place.CallAsync(client, value));
        return Assert.Single(server.Requests).Target.Split('?')[0];
    }

    private static bool IsInPath(PathPlace place)
    {
        bool isInPath = false;
        string marker = place.IsUuid ? MarkerId : Marker;
        var handler = new StubHandler((request, _) =>
        {
            isInPath = request.RequestUri!.AbsolutePath.Contains(marker, StringComparison.Ordinal);
            return Task.FromResult(StubHandler.Problem(404, "not_found"));
        });
        using DifyWorkflowClient client = handler.CreateClient();
        Assert.ThrowsAsync<DifyNotFoundException>(() => place.CallAsync(client, marker)).GetAwaiter().GetResult();
        return isInPath;
    }

    private sealed record PathPlace(
        string Operation, string Parameter, Func<DifyWorkflowClient, string, Task> CallAsync, bool IsDocumented = false)
    {
        public bool IsUuid => ClientOperation.IsUuid(Parameter);

        /// <summary>The values to try. Where only a UUID is an id, nothing else is sent, however well it could be escaped.</summary>
        public IEnumerable<(string Description, string Value, bool IsRefused)> Vectors => IsUuid
            ? [.. PathValueTests.Vectors.Select(vector => vector with { IsRefused = true }), .. AlmostUuids]
            : PathValueTests.Vectors;
    }
}
