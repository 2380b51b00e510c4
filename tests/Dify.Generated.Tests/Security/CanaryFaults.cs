using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Dify.Generated.Tests.Streaming;
using Dify.Generated.Tests.Wire;

namespace Dify.Generated.Tests.Security;

/// <summary>The faults of the matrix (Faults/FaultMatrix), played by a server that repeats what it was sent wherever it can.</summary>
internal static class CanaryFaults
{
    private const string Echo = Canary.Echo;
    private const string Json = "application/json";

    // Far beyond what the client may take of it.
    private const int Enough = 1 << 20;

    private static readonly UnheardPort Unheard = new();
    private static readonly X509Certificate2 Certificate = WireCertificate.SelfSigned($"{Canary.Told.ToLowerInvariant()}.example.com");
    private static readonly WireScript Begun = WireScript.Request.StreamHead().Event(EventJson.Started()).Event(EventJson.Text(Echo));
    private static readonly WireScript BegunJson = WireScript.Request.Head(200, $"Content-Type: {Json}", "Transfer-Encoding: chunked")
        .Chunk($"{{\"id\":\"{Echo}");
    private static readonly string Part = $"data: {{\"event\":\"text_chunk\",\"{Echo}\":\"{Echo}";

    public static IReadOnlyList<CanaryFault> All { get; } =
    [
        new([1], "connection refused", WireScript.Request)
        {
            Configure = options => options.BaseAddress = Unheard.BaseAddress,
            IsUnreached = true,
        },
        new([2], "no such host", WireScript.Request)
        {
            Handler = () => new SocketsHttpHandler { ConnectCallback = (_, _) => throw new SocketException((int)SocketError.HostNotFound) },
            IsUnreached = true,
        },
        new([3], "a certificate of another host", WireScript.Request) { Certificate = Certificate, IsUnreached = true },
        new([4], "no answer", WireScript.Request.Fin()),
        new([5], "a reset", WireScript.Request.Reset()),
        new([6], "a status line that is none", WireScript.Request.Write($"{Echo}\r\n\r\n").Fin()),
        new([6], "a header that is none", WireScript.Request.Write($"HTTP/1.1 200 OK\r\n{Echo}\r\n\r\n").Fin()),
        new([7], "silence", WireScript.Request) { Ends = CanaryEnd.TimePasses },
        new([8], "headers without end", WireScript.Request.Write(
            "HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat($"X-{Canary.Told}: {Echo}\r\n", 2000))).Fin()),
        new([9], "too many requests", Problem(429, "too_many_requests", $"Retry-After: {Echo}")),
        new([10], "quota", Problem(429, "rate_limit_error")),
        new([11, 12], "server error", Problem(500, "internal_server_error")),
        new([11, 12], "a page for 502", Answer(502, "text/html", $"<html>{Echo}</html>")),
        new([11, 12], "a reason", WireScript.Request.Write($"HTTP/1.1 500 {Echo}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").Fin()),
        new([11, 12], "a body that breaks off", WireScript.Request.Head(500, $"Content-Type: {Json}", "Content-Length: 9999")
            .Write($"{{\"message\":\"{Echo}\"")
            .Fin()),
        new([13], "invalid parameter", Problem(400, "invalid_param")),
        new([13], "unauthorized", Problem(401, "unauthorized", $"WWW-Authenticate: Bearer realm=\"{Echo}\"")),
        new([13], "forbidden", Problem(403, "forbidden")),
        new([13], "not found", Problem(404, "not_found")),
        new([13], "a page for 404", Answer(404, "text/html", $"<html>{Echo}</html>")),
        new([13], "conflict", Problem(409, "conflict")),
        new([13], "unsupported media type", Problem(415, "unsupported_media_type")),
        new([13], "a code that nobody knows", Problem(400, Canary.Told + Canary.Key)),
        new([14], "a page for 200", Answer(200, "text/html", $"<html>{Echo}</html>")),
        new([14], "a media type of its own", Answer(200, $"x/{Canary.Told}; key={Canary.Key}; sent={Canary.Sent}", "{}")),
        new([14], "a media type that is none", Answer(200, Echo, "{}")),
        new([15], "a problem behind status 200", Problem(200, "unauthorized")),
        new([16], "no content", WireScript.Request.Head(204, $"X-{Canary.Told}: {Echo}", "Connection: close").Fin()),
        new([17], "a chunk that is none", BegunJson.Write($"{Echo}\r\n").Fin()) { OfEvents = Begun.Write($"{Echo}\r\n").Fin() },
        new([18], "a chunk of an impossible size", BegunJson.Write($"ffffffffffffffffff;{Echo}\r\n").Fin())
        {
            OfEvents = Begun.Write($"ffffffffffffffffff;{Echo}\r\n").Fin(),
        },
        new([19], "closed inside a chunk", BegunJson.PartOfChunk(Echo, 10_000).Fin()) { OfEvents = Begun.PartOfChunk(Part, 10_000).Fin() },
        new([20], "closed between chunks", BegunJson.Fin()) { OfEvents = Begun.Fin() },
        new([21], "a reset behind some bytes", BegunJson.Reset()) { OfEvents = Begun.Reset() },
        new([22], "cut off JSON", Answer(200, Json, $"{{\"id\":\"{Echo}")) { OfEvents = Begun.LastChunk().ThenRequest().Reset() },
        new([23], "a clean end inside an event", Answer(200, Json, $"{{\"{Echo}\":"))
        {
            OfEvents = Begun.Chunk(Part).LastChunk().ThenRequest().Reset(),
        },
        new([24], "the end of the connection inside an event", Answer(200, Json, $"{{\"{Echo}\":["))
        {
            OfEvents = WireScript.Request.UnframedStreamHead().Write(EventJson.Frame(EventJson.Started()) + Part).Fin(),
        },
        new([25], "shorter than its length", WireScript.Request.Head(200, $"Content-Type: {Json}", "Content-Length: 999")
            .Write($"{{\"{Echo}\":")
            .Fin())
        {
            OfEvents = WireScript.Request.Head(200, "Content-Type: text/event-stream", "Content-Length: 9999")
                .Write(EventJson.Frame(EventJson.Started()) + Part)
                .Fin(),
        },
        new([26], "silence behind the headers", BegunJson) { OfEvents = Begun.Chunk(Part), Ends = CanaryEnd.TimePassesWhenRead },
        new([27, 29, 30], "comments, pings and a run that ends well", Answer(200, Json, Wrong($"\"{Echo}\"")))
        {
            OfEvents = WireScript.Request.StreamHead()
                .Chunk($": {Echo}\n\nevent: {Echo}\nid: {Echo}\n\n")
                .Ping()
                .Event(EventJson.Started())
                .Event(EventJson.Text(Echo))
                .Event(EventJson.Finished("failed", Echo)),
        },
        new([28], "a run of an unknown status in single bytes", Answer(200, Json, $"\"{Echo}\""))
        {
            OfEvents = WireScript.Request.UnframedStreamHead()
                .WriteInPieces(EventJson.Stream([EventJson.Started(), EventJson.Finished(Echo)]), 1)
                .Fin(),
        },
        new([31], "broken JSON", Answer(200, Json, $"{{\"{Echo}\":\"{Echo}\", {Echo}")) { OfEvents = Begun.Event($"{{\"{Echo}") },
        new([31], "an array", Answer(200, Json, $"[\"{Echo}\"]")) { OfEvents = Begun.Event($"[\"{Echo}\"]") },
        new([31], "members of other shapes", Answer(200, Json, Wrong($"\"{Echo}\"")))
        {
            OfEvents = Begun.Event($"{{\"event\":\"workflow_finished\",\"data\":{Wrong($"\"{Echo}\"")}}}"),
        },
        new([31], "names of members", Answer(200, Json, Wrong($"{{\"{Echo}\":[\"{Echo}\"]}}")))
        {
            OfEvents = Begun.Event($"{{\"event\":\"node_started\",\"data\":{Wrong($"{{\"{Echo}\":1}}")}}}").Reset(),
        },
        new([32], "unknown names", Answer(200, Json, $"{{\"{Echo}\":\"{Echo}\"}}"))
        {
            OfEvents = Begun.Event($"{{\"event\":\"{Echo}\",\"{Echo}\":1}}").Reset(),
        },
        new([33], "an error event", Problem(200, Canary.Told + Canary.Key)) { OfEvents = Begun.Event(
            $"{{\"event\":\"error\",\"code\":\"{Canary.Told + Canary.Key}\",\"message\":\"{Echo}\",\"status\":400,\"{Echo}\":1}}") },
        new([34], "an answer without end", WireScript.Request.Head(200, $"Content-Type: {Json}", "Connection: close")
            .WriteRepeatedly(Encoding.UTF8.GetBytes($"\"{Echo}\","), Enough)
            .Fin())
        {
            OfEvents = WireScript.Request.UnframedStreamHead()
                .Write(EventJson.Frame(EventJson.Started()))
                .WriteRepeatedly(Encoding.UTF8.GetBytes($"data: {Echo}\n"), Enough)
                .Fin(),
            Configure = Small,
        },
        new([35], "a compressed bomb", Packed(Json))
        {
            OfEvents = Packed("text/event-stream"),
            Configure = Small,
            Handler = () => new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All },
        },
        new([36], "cancelled before it is sent", WireScript.Request) { Ends = CanaryEnd.CancelledBefore, IsUnreached = true },
        new([36], "cancelled before the headers", WireScript.Request) { Ends = CanaryEnd.CancelledWhenAsked },
        new([36, 37], "cancelled within the answer, and the stop fails", BegunJson)
        {
            OfEvents = Begun.Chunk(Part),
            Later = Problem(500, Canary.Told),
            Ends = CanaryEnd.CancelledWhenRead,
        },
        new([37], "cancelled within the answer, and the stop is answered with nonsense", BegunJson)
        {
            OfEvents = Begun.Chunk(Part),
            Later = WireScript.Request.Write($"{Echo}\r\n\r\n").Fin(),
            Ends = CanaryEnd.CancelledWhenRead,
        },
        new([38], "refused before it is read", WireScript.Nothing.ReadHead()
            .Json(413, ProblemJson(413, "file_too_large"), "Connection: close")
            .Fin()),
        new([39], "a redirect", WireScript.Request.Head(
            302,
            $"Location: https://{Canary.Told.ToLowerInvariant()}.example.com/{Canary.Key}/{Canary.Sent}",
            "Content-Length: 0",
            "Connection: close").Fin()),
        new([40], "cancelled when the end has come", BegunJson)
        {
            OfEvents = Begun.Event(EventJson.Finished(Echo)),
            Later = Problem(404, Canary.Told),
            Ends = CanaryEnd.CancelledWhenRead,
        },
    ];

    private static void Small(DifyClientOptions options) =>
        (options.MaxResponseBytes, options.MaxErrorBytes, options.MaxEventBytes) = (10_000, 10_000, 10_000);

    private static WireScript Problem(int status, string code, params string[] headers) =>
        Answer(status, Json, ProblemJson(status == 200 ? 401 : status, code), headers);

    private static string ProblemJson(int status, string code) =>
        $$"""{"code":"{{code}}","message":"{{Echo}}","status":{{status}},"params":"{{Echo}}"}""";

    private static WireScript Answer(int status, string contentType, string body, params string[] headers) =>
        WireScript.Request.Answer(status, contentType, body, [.. headers, "Connection: close"]).Fin();

    private static WireScript Packed(string contentType)
    {
        using var packed = new MemoryStream();
        using (var packer = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            packer.Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"data: {Echo}\n", 100_000))));
        }

        return WireScript.Request.Head(
            200,
            $"Content-Type: {contentType}",
            "Content-Encoding: gzip",
            $"Content-Length: {packed.Length}",
            "Connection: close").Write(packed.ToArray()).Fin();
    }

    // Every member that some answer has, with a value that none of them has there.
    private static string Wrong(string value) =>
        "{" + string.Join(",", new[]
        {
            "id",
            "data",
            "created_at",
            "total_tokens",
            "has_more",
            "result",
            "text",
            "size",
            "is_anonymous",
            "user_input_form",
            "tags",
            "inputs",
            "expiration_time",
            "show_workflow_steps",
            "tool_icons",
        }
            .Select(name => $"\"{name}\":{value}")) + "}";
}
