using System;
using System.Collections.Generic;
using System.Text;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>An answer that a test puts in the place of the server's own, by
/// <see cref="DifyTestServer.Respond(string, string, TestReply)"/>.</summary>
public sealed class TestReply
{
    private readonly Func<Reply>? create;
    private readonly IReadOnlyList<KeyValuePair<string, string>> headers;

    private TestReply(
        Func<Reply>? create, IReadOnlyList<KeyValuePair<string, string>>? headers = null, TimeSpan delay = default,
            ReplyPassage? passage = null)
    {
        this.create = create;
        this.headers = headers ?? [];
        Delay = delay;
        Passage = passage ?? ReplyPassage.Straight;
    }

    /// <summary>How long the server waits before it answers.</summary>
    internal TimeSpan Delay { get; }

    /// <summary>What becomes of the answer on its way.</summary>
    internal ReplyPassage Passage { get; }

    /// <summary>Text that is sent as it is, valid or not, with the media type <c>application/json</c>.</summary>
    /// <param name="status">The HTTP status, 200 to 599.</param>
    /// <param name="json">The body.</param>
    /// <returns>The answer.</returns>
    public static TestReply Json(int status, string json) => Content(status, "application/json", Encoding.UTF8.GetBytes(json));

    /// <summary>A value written as JSON.</summary>
    /// <param name="status">The HTTP status, 200 to 599.</param>
    /// <param name="body">A JSON tree, or any object that Newtonsoft.Json can write.</param>
    /// <returns>The answer.</returns>
    public static TestReply Json(int status, object body) => Json(status, JsonText.Spaced(JsonText.From(body)));

    /// <summary>An error in Dify's usual shape: <c>code</c>, <c>message</c>, <c>status</c>.</summary>
    /// <param name="status">The HTTP status, 400 to 599.</param>
    /// <param name="code">The problem code.</param>
    /// <param name="message">The server's text.</param>
    /// <returns>The answer.</returns>
    public static TestReply Problem(int status, string code, string message) =>
        Json(status, (object)new JObject { ["code"] = code, ["message"] = message, ["status"] = status });

    /// <summary>The HTML page of a proxy, for example 413, 429, 502, 504 or 524.</summary>
    /// <param name="status">The HTTP status, 200 to 599.</param>
    /// <param name="reason">The title of the page.</param>
    /// <returns>The answer.</returns>
    public static TestReply Html(int status, string reason = "Error from the proxy")
    {
        CheckStatus(status);
        return new TestReply(() => HtmlPage.Create(status, reason));
    }

    /// <summary>Any bytes with any media type.</summary>
    /// <param name="status">The HTTP status, 200 to 599.</param>
    /// <param name="contentType">The value of <c>Content-Type</c>, or null for none.</param>
    /// <param name="content">The body.</param>
    /// <returns>The answer.</returns>
    public static TestReply Content(int status, string? contentType, byte[] content)
    {
        CheckStatus(status);
        ArgumentNullException.ThrowIfNull(content);
        return new TestReply(() => new ContentReply(status, contentType, content));
    }

    /// <summary>No answer: the connection is cut.</summary>
    /// <returns>The answer.</returns>
    public static TestReply Cut() => new(static () => new CutReply());

    /// <summary>No answer: the connection stays open and silent until the caller leaves or the server is disposed.</summary>
    /// <returns>The answer.</returns>
    public static TestReply Silence() => new(static () => new SilentReply());

    /// <summary>
    /// What the server itself would answer: for an answer in turn between others, or one that comes late, see <see cref="WithDelay"/>.
    /// </summary>
    /// <returns>The answer.</returns>
    public static TestReply AsUsual() => new(create: null);

    /// <summary>
    /// The same answer with one more header, for example <c>Retry-After</c>. An answer without content, and the server's own, ignore it.
    /// </summary>
    /// <param name="name">The header's name.</param>
    /// <param name="value">The header's value.</param>
    /// <returns>A new answer.</returns>
    public TestReply WithHeader(string name, string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(value);
        return new TestReply(create, [.. headers, new(name, value)], Delay, Passage);
    }

    /// <summary>The same answer, but late.</summary>
    /// <param name="delay">How long the server waits before it answers, by its clock.</param>
    /// <returns>A new answer.</returns>
    public TestReply WithDelay(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return new TestReply(create, headers, delay, Passage);
    }

    /// <summary>
    /// The same answer, compressed by something on its way although nobody asked for that; each event of a stream is compressed as it
    /// comes. Called twice, it is compressed twice.
    /// </summary>
    /// <param name="encoding">How it is compressed.</param>
    /// <param name="isCut">Whether the compressed content is left without its end, though the answer ends in good order.</param>
    /// <returns>A new answer.</returns>
    public TestReply WithEncoding(ReplyEncoding encoding, bool isCut = false) => Enum.IsDefined(encoding)
        ? With(Passage with { Encodings = [.. Passage.Encodings, encoding], IsEncodingCut = Passage.IsEncodingCut || isCut })
        : throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "There is no such encoding.");

    /// <summary>
    /// The same answer through a gateway that cuts every connection after some time, whatever goes over it: a stream of
    /// <see cref="AsUsual"/> breaks off, while its run goes on.
    /// </summary>
    /// <param name="time">How long the connection lives from the answer on, by the server's clock.</param>
    /// <returns>A new answer.</returns>
    public TestReply WithCutAfter(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return With(Passage with { CutAfter = time });
    }

    /// <summary>
    /// The same answer through a proxy that holds it back for some time, headers and all. The server itself has answered at once: a run of
    /// <see cref="AsUsual"/> has begun, unlike with <see cref="WithDelay"/>.
    /// </summary>
    /// <param name="time">How long nothing of the answer is seen, by the server's clock.</param>
    /// <returns>A new answer.</returns>
    public TestReply WithHeadersHeldFor(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return With(Passage with { Hold = ReplyHold.ForTime, HoldTime = time });
    }

    /// <summary>The same stream through a proxy that holds it back, headers and all, until its first event; pings are none.</summary>
    /// <returns>A new answer.</returns>
    public TestReply WithHeadersHeldUntilEvent() => With(Passage with { Hold = ReplyHold.UntilEvent });

    /// <summary>
    /// The same answer through a proxy that gathers all of it before it passes anything on: a stream comes as a whole, at its end.
    /// </summary>
    /// <returns>A new answer.</returns>
    public TestReply WithBuffering() => With(Passage with { Hold = ReplyHold.UntilEnd });

    /// <summary>The answer, or null if the server's own is meant.</summary>
    internal Reply? ToReply()
    {
        Reply? reply = create?.Invoke();
        if (reply is ContentReply content)
        {
            content.Headers.AddRange(headers);
        }

        return reply;
    }

    private TestReply With(ReplyPassage passage) => new(create, headers, Delay, passage);

    private static void CheckStatus(int status)
    {
        if (status is < 200 or > 599)
        {
            throw new ArgumentOutOfRangeException(nameof(status), status, "A final HTTP status lies between 200 and 599.");
        }
    }
}
