using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.StandIn;

public sealed class FileAndAudioTests
{
    [Fact(Timeout = 30_000)]
    public async Task An_upload_is_described_and_recorded()
    {
        await using var session = new StandInSession();
        using HttpResponseMessage response = await UploadAsync(
            session, "files/upload", Part("file", "写真.png", "image/png", [1, 2, 3]), Field("user", "ann"));
        JObject file = await StandInSession.ReadJsonAsync(response);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("写真.png", (string?)file["name"]);
        Assert.Equal("png", (string?)file["extension"]);
        Assert.Equal(3, (int)file["size"]!);
        Assert.Equal([1, 2, 3], session.Server.Requests[0].Parts[0].Content);
        Assert.Equal("ann", session.Server.Requests[0].Parts[1].Text);
        Assert.Empty(session.Server.Requests[0].Problems);
        JObject user = await session.GetJsonAsync($"end-users/{file["created_by"]}");
        Assert.Equal("ann", (string?)user["session_id"]);
        Assert.Equal(JTokenType.Null, file["reference"]!.Type);
        Assert.Contains($"/files/{file["id"]}/file-preview?timestamp=", (string?)file["source_url"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_file_name_may_come_as_plain_utf8()
    {
        const string Form =
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"é 音.txt\"\r\nContent-Type: text/plain\r\n\r\nhi\r\n--b--\r\n";
        await using var session = new StandInSession();
        var body = new ByteArrayContent(Encoding.UTF8.GetBytes(Form));
        body.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        using HttpResponseMessage response = await session.Client.PostAsync("files/upload", body, session.Bound);

        Assert.Equal("é 音.txt", (string?)(await StandInSession.ReadJsonAsync(response))["name"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task An_upload_without_a_user_belongs_to_the_default_user_and_a_long_name_is_cut()
    {
        await using var session = new StandInSession();
        using HttpResponseMessage response = await UploadAsync(
            session, "files/upload", Part("file", new string('x', 300) + ".txt", "text/plain", [1]));
        JObject file = await StandInSession.ReadJsonAsync(response);
        JObject user = await session.GetJsonAsync($"end-users/{file["created_by"]}");

        Assert.Equal(200, ((string)file["name"]!).Length);
        Assert.EndsWith("x.txt", (string)file["name"]!);
        Assert.Equal("DEFAULT-USER", (string?)user["session_id"]);
        Assert.True((bool)user["is_anonymous"]!);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("none", 400, "no_file_uploaded")]
    [InlineData("two", 400, "too_many_files")]
    [InlineData("slash", 400, "invalid_param")]
    [InlineData("untyped", 415, "unsupported_file_type")]
    [InlineData("blocked", 400, "file_extension_blocked")]
    [InlineData("large", 413, "file_too_large")]
    [InlineData("stranger", 400, "stand_in_contract")]
    public async Task A_bad_upload_is_refused(string what, int status, string code)
    {
        await using var session = new StandInSession(new() { BlockedFileExtensions = ["exe"], Strict = what == "stranger" });
        HttpContent good = Part("file", "a.png", "image/png", [1]);
        HttpContent[] parts = what switch
        {
            "none" => [Field("user", "u")],
            "two" => [good, Part("other", "b.png", "image/png", [1])],
            "slash" => [Part("file", "a\\b.png", "image/png", [1])],
            "untyped" => [Part("file", "a.png", null, [1])],
            "blocked" => [Part("file", "a.EXE", "application/octet-stream", [1])],
            "large" => [Part("file", "a.png", "image/png", new byte[(10 * 1024 * 1024) + 1])],
            _ => [good, Field("colour", "red")],
        };
        using HttpResponseMessage response = await UploadAsync(session, "files/upload", parts);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(code, (string?)(await StandInSession.ReadJsonAsync(response))["code"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Only_a_file_of_a_message_has_a_preview()
    {
        await using var session = new StandInSession();
        using HttpResponseMessage upload = await UploadAsync(session, "files/upload", Part("file", "a.png", "image/png", [1]));
        using HttpResponseMessage refused = await session.GetAsync($"files/{(await StandInSession.ReadJsonAsync(upload))["id"]}/preview");
        string id = session.Server.AddMessageFile("音.mp3", "audio/mpeg", [9, 8]);
        using HttpResponseMessage shown = await session.GetAsync($"files/{id}/preview");
        using HttpResponseMessage attached = await session.GetAsync($"files/{id}/preview?as_attachment=true&user=u");

        Assert.Equal("file_not_found", (string?)(await StandInSession.ReadJsonAsync(refused))["code"]);
        Assert.Equal("audio/mpeg", shown.Content.Headers.ContentType!.MediaType);
        Assert.Equal([9, 8], await shown.Content.ReadAsByteArrayAsync());
        Assert.Equal("bytes", shown.Headers.AcceptRanges.Single());
        Assert.Equal("application/octet-stream", attached.Content.Headers.ContentType!.MediaType);
        Assert.Equal("音.mp3", attached.Content.Headers.ContentDisposition!.FileNameStar);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("audio/wav", 200, null)]
    [InlineData("audio/mpeg", 415, "unsupported_audio_type")]
    public async Task Audio_is_told_by_its_media_type(string mediaType, int status, string? code)
    {
        await using var session = new StandInSession(new() { HasSpeech = true });
        session.Server.Transcript = "Guten Tag";
        using HttpResponseMessage response = await UploadAsync(session, "audio-to-text", Part("file", "a.wav", mediaType, [1]));
        JObject body = await StandInSession.ReadJsonAsync(response);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(code, (string?)body["code"]);
        Assert.Equal(code is null ? "Guten Tag" : null, (string?)body["text"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task An_app_without_speech_refuses_both_ways()
    {
        await using var session = new StandInSession();
        using HttpResponseMessage heard = await UploadAsync(session, "audio-to-text", Part("file", "a.wav", "audio/wav", [1]));
        using HttpResponseMessage spoken = await session.PostAsync("text-to-audio", new { text = "Guten Tag" });
        JObject parameters = await session.GetJsonAsync("parameters");

        Assert.Equal("invalid_param", (string?)(await StandInSession.ReadJsonAsync(heard))["code"]);
        Assert.Equal("invalid_param", (string?)(await StandInSession.ReadJsonAsync(spoken))["code"]);
        Assert.False((bool)parameters["speech_to_text"]!["enabled"]! || (bool)parameters["text_to_speech"]!["enabled"]!);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_missing_audio_file_has_a_code_of_its_own()
    {
        await using var session = new StandInSession();
        using HttpResponseMessage response = await UploadAsync(session, "audio-to-text", Field("user", "u"));

        Assert.Equal("bad_request_key_error", (string?)(await StandInSession.ReadJsonAsync(response))["code"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Speech_is_a_valid_mp3_in_chunks()
    {
        await using var session = new StandInSession(new() { HasSpeech = true });
        using HttpResponseMessage response = await session.PostAsync("text-to-audio", new { text = "Hello", user = "u" });
        byte[] audio = await response.Content.ReadAsByteArrayAsync();
        using HttpResponseMessage nothing = await session.PostAsync("text-to-audio", new { user = "u" });

        Assert.Equal("audio/mpeg", response.Content.Headers.ContentType!.MediaType);
        Assert.True(response.Headers.TransferEncodingChunked);

        // Each frame begins with the sync word, and the frames fill the file.
        Assert.Equal(0, audio.Length % 417);
        Assert.All(Enumerable.Range(0, audio.Length / 417), frame => Assert.Equal([0xFF, 0xFB], audio[(frame * 417)..((frame * 417) + 2)]));
        Assert.Equal("invalid_param", (string?)(await StandInSession.ReadJsonAsync(nothing))["code"]);
    }

    private static async Task<HttpResponseMessage> UploadAsync(StandInSession session, string path, params HttpContent[] parts)
    {
        using var form = new MultipartFormDataContent();
        foreach (HttpContent part in parts)
        {
            form.Add(part);
        }

        return await session.Client.PostAsync(path, form, session.Bound);
    }

    private static ByteArrayContent Part(string name, string fileName, string? mediaType, byte[] content)
    {
        var part = new ByteArrayContent(content);
        part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = $"\"{name}\"" };
        part.Headers.ContentDisposition.Parameters.Add(new NameValueHeaderValue("filename*", "UTF-8''" + Uri.EscapeDataString(fileName)));
        part.Headers.ContentType = mediaType is null ? null : new MediaTypeHeaderValue(mediaType);
        return part;
    }

    private static StringContent Field(string name, string value)
    {
        var field = new StringContent(value);
        field.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = $"\"{name}\"" };
        return field;
    }
}
