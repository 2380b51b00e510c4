using System;
using System.Linq;
using System.Xml.Linq;
using Dify.OpenApi.Tests.Support;
using Xunit;

namespace Dify.OpenApi.Tests.Reading;

/// <summary>A document counts as the one of its language, whatever it was given as; a Chinese one brings its prose.</summary>
public sealed class LanguageTests : IDisposable
{
    private static readonly (string Say, string Problem) English =
        ("Gives back a thing by its id, with everything that belongs to it.", "There is no such thing here.");
    private static readonly (string Say, string Problem) Japanese = ("ID でものを取得します。属するものもすべて含まれます。", "そのようなものはありません。");
    private static readonly (string Say, string Problem) Chinese = ("按 ID 取得一个对象，包括属于它的全部内容。", "这里没有这样的对象。");

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--en", "ja", "English", "Japanese")]
    [InlineData("--en", "zh", "English", "Chinese")]
    [InlineData("--ja", "en", "Japanese", "English")]
    [InlineData("--ja", "zh", "Japanese", "Chinese")]
    [InlineData("--zh", "ja", "Chinese", "Japanese")]
    public void A_document_given_as_another_languages_is_refused(string given, string language, string expected, string found)
    {
        var file = Document(language);
        string[] others = given == "--zh" ? ["--en", Document("en")] : [];

        var run = Tool.Run(["prepare", .. others, given, file, "--contract", folder["contract"], "--generated", folder["generated"]]);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"{file}(1,1): error DIFY113: The document is in {found}, and was given as the one in {expected}.", run.Error);
    }

    [Fact]
    public void Importing_a_document_of_another_language_is_refused()
    {
        var run = Tool.Run("import", Document("ja"), "--language", "en", "--into", folder["new.yaml"]);

        Assert.Contains("error DIFY113", run.Error);
        Assert.False(System.IO.File.Exists(folder["new.yaml"]));
    }

    [Fact]
    public void A_document_of_few_words_is_taken_for_what_it_is_given_as()
    {
        var file = folder.Write("ja.yaml", SmallDocument.Answering("type: string"));

        Tool.Run("prepare", "--ja", file, "--contract", folder["contract"], "--generated", folder["generated"]).Succeeded();
    }

    [Fact]
    public void Chinese_prose_reaches_the_contract_and_the_explanations()
    {
        Tool.Prepare(folder, Document("en"), Document("ja"), "--zh", Document("zh")).Succeeded();

        Assert.Equal(Chinese.Say, ContractFile.Of(folder, "zh-Hans").Operation("/things/{id}", "get")["summary"]!.GetValue<string>());
        Assert.Equal(Chinese.Say, ContractFile.Of(folder, "zh-Hans").Property("GetThingResult", "name")["description"]!.GetValue<string>());
        Assert.Equal(Japanese.Say, ContractFile.Of(folder, "ja").Operation("/things/{id}", "get")["summary"]!.GetValue<string>());
        Assert.Equal(Chinese.Problem, Explanation("ProblemText.zh-Hans.resx", "thing_not_found"));
        Assert.Equal(Japanese.Problem, Explanation("ProblemText.ja.resx", "thing_not_found"));
        Assert.Equal("缺少 API 密钥，或密钥格式不正确、不存在。", Explanation("ProblemText.zh-Hans.resx", "unauthorized"));
        Assert.Contains("ChineseDocumentSha256", folder.Read("generated/DifyApiInfo.g.cs"));
    }

    [Fact]
    public void What_a_chinese_document_lacks_is_english_and_what_it_has_beyond_the_others_does_not_count()
    {
        var chinese = folder.Write("zh.yaml", SmallDocument.Answering("type: object\nproperties: {name: {type: integer}}", ""));

        Tool.Prepare(folder, Document("en"), null, "--zh", chinese).Succeeded();

        var contract = ContractFile.Of(folder, "zh-Hans");
        Assert.Equal(["/things/{id}"], contract.Paths.Select(path => path.Key));
        Assert.Equal(English.Say, contract.Operation("/things/{id}", "get")["summary"]!.GetValue<string>());
    }

    [Fact]
    public void Without_a_chinese_document_nothing_is_chinese()
    {
        Tool.Prepare(folder, Document("en"), Document("ja")).Succeeded();

        Assert.DoesNotContain(
            System.IO.Directory.EnumerateFiles(folder.Path, "*", System.IO.SearchOption.AllDirectories),
            file => file.Contains("zh-Hans", StringComparison.Ordinal));
        Assert.DoesNotContain("Chinese", folder.Read("generated/DifyApiInfo.g.cs"));
    }

    private string Document(string language)
    {
        var (say, problem) = language switch { "en" => English, "ja" => Japanese, _ => Chinese };
        var prose = string.Concat(Enumerable.Repeat(say, 6));
        return folder.Write($"{language}.yaml", $"openapi: 3.0.1\ninfo: {{title: Small, version: '1', description: '{prose}'}}\nservers: [{{url: 'https://api.example.com/v1'}}]\npaths:\n  /things/{{id}}:\n    get:\n      operationId: getThing\n      summary: '{say}'\n"
            + $"      parameters: [{{name: id, in: path, required: true, description: '{say}', schema: {{type: string}}}}]\n      responses:\n        '200': {{description: '{say}', content: {{application/json: {{schema: {{type: object, properties: {{name: {{type: string, description: '{say}'}}}}}}}}}}}}\n"
            + $"        '404': {{description: '- `thing_not_found` : {problem}'}}\n");
    }

    private string? Explanation(string file, string code) =>
        (string?)Assert.Single(
            XDocument.Load(folder[$"generated/{file}"]).Root!.Elements("data"),
            element => (string?)element.Attribute("name") == code).Element("value");
}
