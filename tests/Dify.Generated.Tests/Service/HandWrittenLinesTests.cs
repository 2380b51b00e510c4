using System.IO;
using System.Linq;
using Dify.Generated.Tests.Documents;
using Xunit;

namespace Dify.Generated.Tests.Service;

/// <summary>What chats, text generators and knowledge bases add by hand stays small: all else is generated or shared.</summary>
public sealed class HandWrittenLinesTests
{
    private const int Most = 1200;

    private static readonly string[] Folders = ["Chat", "ChatRuns", "Completion", "Knowledge", "Messages", "Paging"];

    [Fact]
    public void They_are_few()
    {
        var lines = Folders.ToDictionary(
            folder => folder,
            folder => Directory.EnumerateFiles(RepositoryFolder.File("src", "Dify.Generated", folder), "*.cs", SearchOption.AllDirectories)
                .Sum(file => File.ReadAllLines(file).Length));

        Assert.All(lines.Values, count => Assert.True(count > 0));
        Assert.True(lines.Values.Sum() <= Most, string.Join(", ", lines));
    }
}
