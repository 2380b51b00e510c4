using System;
using System.Linq;
using System.Xml.Linq;
using Dify.OpenApi.Problems;
using Dify.OpenApi.Tests.Support;
using Xunit;

namespace Dify.OpenApi.Tests.Problems;

/// <summary>Which sentence explains a code that several operations explain.</summary>
public sealed class ProblemTextTests
{
    [Fact]
    public void The_sentence_that_most_operations_share_explains_a_code()
        => Assert.Equal("It is gone.", Explanation("It is gone.", "It is gone.", "There is no such thing."));

    [Fact]
    public void Where_every_operation_says_something_else_the_general_sentence_explains_the_code()
        => Assert.Equal(
            ServerProblems.Explain("not_found").English,
            Explanation("There is no such run.", "There is no such form.", "There is no such file."));

    [Fact]
    public void Every_general_sentence_is_whole_in_both_languages() => Assert.All(ServerProblems.All, static problem =>
    {
        Assert.EndsWith(".", problem.Value.Explanation.English, StringComparison.Ordinal);
        Assert.EndsWith("。", problem.Value.Explanation.Japanese, StringComparison.Ordinal);
    });

    private static string? Explanation(params string[] sentences)
    {
        var paths = sentences.Select(static (sentence, number) =>
            $"  /thing{(char)('a' + number)}:\n    get:\n      operationId: getThing{(char)('A' + number)}\n      responses:\n        '204': {{description: Done.}}\n"
            + $"        '404': {{description: '- `not_found` : {sentence}'}}\n");
        using var folder = new TestFolder();
        Tool.Prepare(folder, folder.Write("en.yaml", SmallDocument.Head + "paths:\n" + string.Concat(paths)), null).Succeeded();
        return (string?)XDocument.Load(folder["generated/ProblemText.resx"]).Root!.Elements("data")
            .Single(static text => (string?)text.Attribute("name") == "not_found")
            .Element("value");
    }
}
