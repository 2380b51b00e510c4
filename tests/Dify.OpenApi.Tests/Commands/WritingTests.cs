using System;
using System.IO;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Tests.Support;
using Dify.OpenApi.Writing;
using Xunit;

namespace Dify.OpenApi.Tests.Commands;

/// <summary>Files are written all together or not at all.</summary>
public sealed class WritingTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_that_cannot_be_written_leaves_the_others_as_they_were()
    {
        var first = folder.Write("first.txt", "before");
        Directory.CreateDirectory(folder["second.txt"]);

        Assert.Throws<DocumentException>(
            () => OutputFiles.Write([new OutputFile(first, "after"), new OutputFile(folder["second.txt"], "after")]));

        Assert.Equal("before", folder.Read("first.txt"));
        Assert.Equal([first], Directory.EnumerateFiles(folder.Path));
    }

    [Fact]
    public void A_file_that_would_not_change_is_not_touched()
    {
        var file = folder.Write("file.txt", "same");
        var old = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(file, old);

        Assert.Empty(OutputFiles.Write([new OutputFile(file, "same")]));

        Assert.Equal(old, File.GetLastWriteTimeUtc(file));
    }

    [Fact]
    public void Files_have_line_feeds_and_no_byte_order_mark()
    {
        Tool.Prepare(folder, TestFiles.Vendored("en"), TestFiles.Vendored("ja")).Succeeded();

        foreach (var file in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(file);
            Assert.DoesNotContain((byte)'\r', bytes);
            Assert.NotEqual(0xEF, bytes[0]);
            Assert.Equal((byte)'\n', bytes[^1]);
        }
    }

    [Fact]
    public void Without_a_japanese_document_there_is_no_japanese_prose_and_the_tool_says_so()
    {
        var run = Tool.Prepare(folder, TestFiles.Vendored("en"), null).Succeeded();

        Assert.Contains("no Japanese prose", run.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["DifyApiInfo.g.cs", "DifyErrorCode.g.cs", "ProblemText.resx", "contract.en.json", "surface.txt"],
            Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
