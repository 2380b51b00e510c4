using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Reflection;
using System.Text;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Goals;
using Dify.Generated.Tests.Wire;
using Newtonsoft.Json.Linq;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.Security;

/// <summary>
/// Each hostile text in each place where a caller's text goes beside a body: refused without being repeated and before anything is sent, or
/// on the wire as exactly that text. A header holds printable ASCII alone; a user or a file name may be of any language, because it travels
/// encoded.
/// </summary>
[Trait(Goal.Trait, "C4")]
public sealed class HostileTextTests(ITestOutputHelper output)
{
    private const string Anybody = "user-1";

    private static readonly Dictionary<string, string> Texts = new()
    {
        ["CR"] = "ab\rX-Evil: 1",
        ["LF"] = "ab\nX-Evil: 1",
        ["CR LF"] = "ab\r\nX-Evil: 1",
        ["CR LF CR LF"] = "ab\r\n\r\nPOST /v1/evil HTTP/1.1\r\nX-Evil: 1",
        ["LF at the end"] = "abcdef\n",
        ["NUL"] = "ab\0cdef",
        ["tab"] = "ab\tcdef",
        ["DEL"] = "ab\u007Fcdef",
        ["next line"] = "ab\u0085cdef",
        ["half a surrogate pair"] = "ab\uD800cdef",
        ["umlaut"] = "abcdüf",
        ["Japanese"] = "ユーザー",
        ["a character outside the first plane"] = "ab😀cdef",
        ["line separator"] = "ab\u2028cdef",
        ["right-to-left override"] = "ab\u202Ecdef",
        ["byte order mark"] = "\uFEFFabcdef",
        ["space before"] = " abcdef",
        ["space behind"] = "abcdef ",
        ["quotation mark"] = "ab\"; name=\"user",
        ["boundary"] = "--ab--",
        ["percent"] = "ab%0d%0aX-Evil: 1",
    };

    private static readonly string[] OnlyEncoded =
    [
        "half a surrogate pair",
        "umlaut",
        "Japanese",
        "a character outside the first plane",
        "line separator",
        "right-to-left override",
        "byte order mark",
    ];
    private static readonly string[] OfSpaces = ["space before", "space behind", "quotation mark", "percent"];

    private static readonly Place[] Places =
    [
        new("API key", IsHeader: true, (options, key) => options.ApiKey = key, client =>
            client.GetWorkflowAppInfoAsync(), request => request.Header("Authorization")!["Bearer ".Length..]),
        new("API key of a callback", IsHeader: true, (options, key) => options.ApiKeyProvider = _ => new ValueTask<string>(key), client =>
            client.GetWorkflowAppInfoAsync(), request => request.Header("Authorization")!["Bearer ".Length..]),
        new("user in a query", IsHeader: false, null, (client, user) => client.StreamWorkflowEventsAsync(SampleId.Run, user)
            .GetAsyncEnumerator()
            .MoveNextAsync()
            .AsTask(), request => Uri.UnescapeDataString(request.Target.Split("user=")[1].Split('&')[0])),
        new("user in JSON", IsHeader: false, null, (client, user) =>
            client.StopWorkflowTaskGenerationAsync("t", user), request => (string)JObject.Parse(request.BodyText)["user"]!),
        new("user in a form", IsHeader: false, null, (client, user) =>
            client.UploadWorkflowFileAsync(FileUpload.FromBytes([1], "a.txt"), user), request => Part(request, "user")),
        new("user of a run", IsHeader: false, null, (client, user) => client.StartWorkflowAsync(
            new WorkflowExecutionRequest { Inputs = [], User = user }), request => (string)JObject.Parse(request.BodyText)["user"]!),
        new("user of a resumed run", IsHeader: false, null, (client, user) => client.ResumeWorkflowAsync(SampleId.Run, user), request =>
            Uri.UnescapeDataString(request.Target.Split("user=")[1].Split('&')[0])),
        new("file name", IsHeader: false, null, (client, name) => client.UploadWorkflowFileAsync(
            FileUpload.FromBytes([1], name), Anybody), FileName),
        new("file name of speech", IsHeader: false, null, (client, name) => client.WorkflowAudioToTextAsync(
            FileUpload.FromBytes([1], name, "audio/mp3"), Anybody), FileName),
        new(
            "media type",
            IsHeader: true,
            null,
            (client, type) => client.UploadWorkflowFileAsync(FileUpload.FromBytes([1], "a.txt", "text/" + type), Anybody),
            request => PartHead(request, "file").Split("Content-Type: text/")[1].Split("\r\n")[0]),
    ];

    [Fact(Timeout = 60_000)]
    public async Task A_text_is_refused_or_stays_what_it_is()
    {
        int refused = 0, kept = 0;
        foreach (Place place in Places)
        {
            foreach ((string description, string text) in Texts)
            {
                bool isRefused = await IsRefusedAsync(place, description, text);
                Assert.True(
                    isRefused == ExpectsRefusal(place, description, text),
                    $"{place.Name}, {description}: {(isRefused ? "refused" : "sent")}");
                refused += isRefused ? 1 : 0;
                kept += isRefused ? 0 : 1;
            }
        }

        output.Report(
            "C4",
            $"{Places.Length} places × {Texts.Count} hostile texts: {refused} refused before anything was sent and without repeating the text, {kept} on the wire as exactly that text, 0 bytes injected");
    }

    [Fact]
    public void A_header_of_an_operation_is_printable_ASCII()
    {
        // The documents describe no such header today; a document that does is to find the check there.
        Type call = typeof(DifyWorkflowClient).Assembly.GetType("Dify.Generated.ApiCall", throwOnError: true)!;
        object made = Activator.CreateInstance(
            call,
            "operation",
            "GET",
            "application/json",
            Enum.ToObject(call.Assembly.GetType("Dify.Generated.Repeat", throwOnError: true)!, 0))!;
        foreach ((string description, string text) in Texts)
        {
            var thrown = (Record.Exception(() => call.GetMethod("Header", [typeof(string), typeof(string), typeof(string)])!.Invoke(
                made, ["X-Name", text, "name"])) as TargetInvocationException)?.InnerException;

            bool isRefused = text.Any(character => character is < ' ' or > '~');
            Assert.True(isRefused == thrown is ArgumentException { ParamName: "name" }, $"{description}: {thrown}");
            Assert.DoesNotContain(text, thrown?.ToString() ?? string.Empty, StringComparison.Ordinal);
        }
    }

    private static bool ExpectsRefusal(Place place, string description, string text)
    {
        bool hasControl = text.Any(char.IsControl);
        bool isHalf = description == "half a surrogate pair";
        if (place.Name == "media type")
        {
            // What of printable ASCII is a media type, the platform decides.
            return text.Any(character => character is < ' ' or > '~') || description is "quotation mark" or "percent";
        }

        return place.IsHeader
            ? hasControl || OnlyEncoded.Contains(description) || OfSpaces.Contains(description)
            : hasControl
                || isHalf
                || (place.Name.StartsWith("file name", StringComparison.Ordinal) && text.Contains('/', StringComparison.Ordinal));
    }

    private static async Task<bool> IsRefusedAsync(Place place, string description, string text)
    {
        await using var server = WireServer.Start(WireScript.Request.Json(404, """{"code":"not_found"}""", "Connection: close").Fin());
        var options = new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress, Retry = { MaxRetries = 0 } };
        Exception? failure = await Record.ExceptionAsync(async () =>
        {
            place.Configure?.Invoke(options, text);
            using var client = new DifyWorkflowClient(options);
            await place.CallAsync(client, text);
        });

        string what = $"{place.Name}, {description}";
        if (failure is ArgumentException or InvalidOperationException)
        {
            Assert.False(failure.ToString().Contains(text, StringComparison.Ordinal), $"{what}: the text is repeated: {failure}");
            Assert.True(server.Connections.Count == 0, $"{what}: something was sent.");
            return true;
        }

        Assert.True(failure is DifyNotFoundException, $"{what}: {failure}");
        WireRequest request = Assert.Single(server.Requests);

        // Spaces around a media type are no part of it.
        Assert.Equal(place.Name == "media type" ? text.Trim() : text, place.Read(request));
        Assert.All(request.HeadText, character => Assert.True(character is '\r' or '\n' or (>= ' ' and <= '~'), what));
        string[] names = [.. request.HeaderLines.Select(line => line.Split(':')[0])];
        string[] own =
            ["Host", "Accept", "Accept-Encoding", "Cache-Control", "Authorization", "User-Agent", "Content-Type", "Content-Length",
                "traceparent"];
        Assert.True(names.All(own.Contains), $"{what}: {string.Join(", ", names)}");
        Assert.DoesNotContain(request.BodyText.Split('\r', '\n'), line => line.StartsWith("X-Evil", StringComparison.Ordinal));
        return false;
    }

    private static string FileName(WireRequest request)
    {
        string head = PartHead(request, "file");
        return head.Contains("filename*=utf-8''", StringComparison.Ordinal)
            ? Uri.UnescapeDataString(head.Split("filename*=utf-8''")[1].Split("\r\n")[0])
            : head.Split("filename=\"")[1].Split("\"\r\n")[0];
    }

    private static string Part(WireRequest request, string name)
    {
        string boundary = "\r\n--" + request.Header("Content-Type")!.Split("boundary=")[1].Trim('"');
        string part = request.BodyText.Split(boundary).Single(part => IsNamed(part, name));
        return part[(part.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
    }

    private static string PartHead(WireRequest request, string name)
        => request.BodyText.Split("--" + request.Header("Content-Type")!.Split("boundary=")[1].Trim('"'))
            .Single(part => IsNamed(part, name))
            .Split("\r\n\r\n")[0] + "\r\n";

    private static bool IsNamed(string part, string name)
        => part.Contains($"name=\"{name}\"", StringComparison.Ordinal) || part.Contains($"name={name}\r\n", StringComparison.Ordinal);

    /// <summary>A place for a text: how it gets there, and how it is read from the raw request.</summary>
    private sealed record Place(
        string Name,
        bool IsHeader,
        Action<DifyClientOptions, string>? Configure,
        Func<DifyWorkflowClient, string, Task> CallAsync,
        Func<WireRequest, string> Read)
    {
        public Place(
            string name,
            bool IsHeader,
            Action<DifyClientOptions, string>? configure,
            Func<DifyWorkflowClient, Task> call,
            Func<WireRequest, string> read)
            : this(name, IsHeader, configure, (client, _) => call(client), read)
        {
        }
    }
}
