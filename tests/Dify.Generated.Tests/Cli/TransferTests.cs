using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Xunit;

namespace Dify.Generated.Tests.Cli;

public sealed class TransferTests
{
    [Fact]
    public async Task An_upload_sends_the_file_and_shows_its_id()
    {
        await using var session = new CliSession();
        var path = session.Write("報告.txt", "content");

        var result = await session.RunAsync("upload", path, "--user", "user-1", "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        var file = session.Request("uploadWorkflowFile").Parts.Single(static part => part.Name == "file");
        Assert.Equal("content", file.Text);
        Assert.Equal("報告.txt", (string?)result.Json["name"]);
        Assert.NotEmpty((string?)result.Json["id"] ?? string.Empty);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task A_bar_is_shown_to_who_watches_and_to_nobody_else()
    {
        await using var watched = new CliSession { IsWatched = true };
        await using var redirected = new CliSession();

        var seen = await watched.RunAsync("upload", watched.Write("a[x].txt", new string('x', 100_000)));
        var unseen = await redirected.RunAsync("upload", redirected.Write("a[x].txt", new string('x', 100_000)));

        Assert.True(seen.ExitCode == 0, seen.ToString());
        Assert.Contains("100%", seen.Error);
        Assert.True(unseen is { ExitCode: 0, Error: "" }, unseen.ToString());
    }

    [Fact]
    public async Task Speech_is_written_to_the_file()
    {
        await using var session = new CliSession();
        var path = Path.Combine(session.Folder, "speech.mp3");
        File.WriteAllText(path, "old");

        var result = await session.RunAsync("speak", "Hello", "--out", path, "--voice", "alloy", "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(new FileInfo(path).Length, (long?)result.Json["size"]);
        Assert.True(new FileInfo(path).Length > 3);
        Assert.Equal("""{"text":"Hello","user":"dify-cli","voice":"alloy"}""", session.Request("workflowTextToAudio").BodyText);
    }

    [Fact]
    public async Task A_download_that_fails_leaves_what_was_there()
    {
        await using var session = new CliSession();
        var path = session.Write("kept.bin", "kept");

        var result = await session.RunAsync("preview", "0e7c0b3b-0000-4000-8000-000000000000", "--out", path);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("file_not_found", result.Error);
        Assert.Equal("kept", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(session.Folder));
    }

    [Fact]
    public async Task A_file_is_downloaded_byte_for_byte()
    {
        await using var session = new CliSession();
        byte[] content = [0, 1, 2, 255];
        session.Server.Respond("GET", "/files/{file_id}/preview", TestReply.Content(200, "image/png", content));
        var path = Path.Combine(session.Folder, "picture.png");

        var result = await session.RunAsync("preview", "0e7c0b3b-0000-4000-8000-000000000000", "--out", path);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(content, File.ReadAllBytes(path));
        Assert.Contains("image/png", result.Output);
    }

    [Fact]
    public async Task Speech_is_turned_into_text()
    {
        await using var session = new CliSession();
        session.Server.Transcript = "Good [morning]";

        var result = await session.RunAsync("transcribe", session.Write("speech.mp3", "mp3"));

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("Good [morning]", result.Output.Trim());
        Assert.Equal("audio/mp3", session.Request("workflowAudioToText").Parts.Single(static part => part.Name == "file").ContentType);
    }
}
