using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading.Tasks;

namespace Dify.Generated.Tests.Wire;

/// <summary>
/// What the script server does on one connection, step by step. Each call returns a new script. When the steps are over, the connection
/// stays open until the other side closes it or the server is disposed.
/// </summary>
internal sealed class WireScript
{
    private WireScript(IReadOnlyList<WireStep> steps) => Steps = steps;

    /// <summary>A script that reads a request first.</summary>
    public static WireScript Request { get; } = new WireScript([]).Add(new ReadRequestStep());

    /// <summary>A script without steps.</summary>
    public static WireScript Nothing { get; } = new([]);

    public IReadOnlyList<WireStep> Steps { get; }

    /// <summary>A script that reads a request and waits for a signal before it answers as another script does.</summary>
    public static WireScript Held(WireScript script, WireSignal signal) =>
        new([script.Steps[0], new PauseStep(signal.ReachAsync), .. script.Steps.Skip(1)]);

    /// <summary>Reads one more request, on the same connection.</summary>
    public WireScript ThenRequest() => Add(new ReadRequestStep());

    /// <summary>Reads the head of a request and leaves the body unread, but for what came along with the head.</summary>
    public WireScript ReadHead() => Add(new ReadHeadStep());

    /// <summary>Reads this many bytes more of the body.</summary>
    public WireScript ReadBytes(int count) => Add(new ReadBytesStep(count));

    /// <summary>Reads the rest of the body.</summary>
    public WireScript ReadBody() => Add(new ReadBodyStep());

    /// <summary>Lets a client that asked first send its body.</summary>
    public WireScript Continue() => Write("HTTP/1.1 100 Continue\r\n\r\n");

    public WireScript Write(ReadOnlyMemory<byte> bytes) => Add(new WriteStep(bytes, int.MaxValue));

    public WireScript Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    /// <summary>Writes bytes in pieces, each handed to the network by itself.</summary>
    public WireScript WriteInPieces(ReadOnlyMemory<byte> bytes, int pieceLength) => Add(new WriteStep(bytes, pieceLength));

    /// <summary>Writes the bytes again and again until the other side closes or as many bytes are written.</summary>
    public WireScript WriteRepeatedly(ReadOnlyMemory<byte> bytes, long limit = long.MaxValue) => Add(new WriteRepeatedlyStep(bytes, limit));

    /// <summary>A status line and headers.</summary>
    public WireScript Head(int status, params string[] headers) =>
        Write(
            $"HTTP/1.1 {status.ToString(CultureInfo.InvariantCulture)} Status\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n");

    /// <summary>The head of an event stream in chunks.</summary>
    public WireScript StreamHead() => Head(200, "Content-Type: text/event-stream; charset=utf-8", "Transfer-Encoding: chunked");

    /// <summary>The head of an event stream that ends where the connection ends.</summary>
    public WireScript UnframedStreamHead() => Head(200, "Content-Type: text/event-stream", "Connection: close");

    /// <summary>A whole answer with its length.</summary>
    public WireScript Answer(int status, string contentType, string body, params string[] headers)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        return Head(status, [$"Content-Type: {contentType}", $"Content-Length: {bytes.Length}", .. headers]).Write(bytes);
    }

    public WireScript Json(int status, string json, params string[] headers) => Answer(status, "application/json", json, headers);

    /// <summary>One whole chunk.</summary>
    public WireScript Chunk(ReadOnlyMemory<byte> bytes) => Write(Chunked(bytes.Span));

    public WireScript Chunk(string text) => Chunk(Encoding.UTF8.GetBytes(text));

    /// <summary>An event as Dify frames it, in a chunk of its own.</summary>
    public WireScript Event(string json) => Chunk($"data: {json}\n\n");

    public WireScript Ping() => Chunk("event: ping\n\n");

    /// <summary>The beginning of a chunk whose announced length is longer than the bytes that come.</summary>
    public WireScript PartOfChunk(string text, int announcedLength) =>
        Write($"{announcedLength.ToString("x", CultureInfo.InvariantCulture)}\r\n{text}");

    /// <summary>The chunk that ends a body cleanly.</summary>
    public WireScript LastChunk() => Write("0\r\n\r\n");

    public WireScript PauseUntil(WireSignal signal) => Add(new PauseStep(signal.ReachAsync));

    public WireScript PauseUntil(Task signal) => Add(new PauseStep(() => signal));

    public WireScript WaitForClose() => Add(new WaitForCloseStep());

    public WireScript Fin() => Add(new FinStep());

    /// <summary>Resets the connection. A reset may overtake bytes that were written just before; pause in between if they must
    /// arrive.</summary>
    public WireScript Reset() => Add(new ResetStep());

    /// <summary>The bytes as one chunk of a chunked body.</summary>
    public static byte[] Chunked(ReadOnlySpan<byte> bytes) =>
        [.. Encoding.ASCII.GetBytes(bytes.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), .. bytes, (byte)'\r', (byte)'\n'];

    private WireScript Add(WireStep step) => new([.. Steps, step]);
}
