using System;
using Dify.OpenApi.Tests.Support;
using Xunit;

namespace Dify.OpenApi.Tests.Releasing;

/// <summary>What was released may be broken only by a version that says so.</summary>
public sealed class ReleasedTests : IDisposable
{
    private const string Class =
        "namespace N\n{\n    public class A\n    {\n        public A() { }\n        public string? B { get; set; }\n    }\n";
    private const string Interface = "    public interface I\n    {\n        string One();\n    }\n}\n";

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("0.1.0", "0.1.1", 1)]
    [InlineData("0.1.0", "0.2.0", 0)]
    [InlineData("1.2.0", "1.3.0", 1)]
    [InlineData("1.2.0", "2.0.0", 0)]
    public void A_member_that_is_gone_or_promises_something_else_needs_a_version_that_breaks(string was, string now, int exitCode)
    {
        var gone = Check(
            was,
            Class + Interface,
            Class.Replace("        public string? B { get; set; }\n", "", StringComparison.Ordinal) + Interface,
            now);
        var changed = Check(was, Class + Interface, Class.Replace("string? B", "string B", StringComparison.Ordinal) + Interface, now);

        Assert.Equal((exitCode, exitCode), (gone.ExitCode, changed.ExitCode));
        Assert.Equal(exitCode == 1, gone.Error.Contains(
            $"{now} does not say that it breaks {was}. gone: namespace N | public class A | public string? B", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0.1.0", "0.1.1", 1)]
    [InlineData("1.2.0", "1.2.1", 1)]
    [InlineData("1.2.0", "1.3.0", 0)]
    public void A_member_that_implementers_lack_needs_a_minor_version(string was, string now, int exitCode)
    {
        var run = Check(
            was,
            Class + Interface,
            Class + Interface.Replace("One();\n", "One();\n        string Two();\n", StringComparison.Ordinal),
            now);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal(
            exitCode == 1,
            run.Error.Contains("demanded of implementers: namespace N | public interface I | string Two();", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_added_to_classes_or_is_all_new_needs_nothing()
    {
        var more = Class.Replace("public A() { }", "public A() { }\n        public string? C { get; set; }", StringComparison.Ordinal)
            + Interface.TrimEnd('\n', '}') + "}\n    public interface J\n    {\n        string One();\n    }\n}\n";

        Assert.Equal(0, Check("1.2.0", Class + Interface, more, "1.2.1").ExitCode);
    }

    [Theory]
    [InlineData("", "1.0.0", "The first line does not name the version")]
    [InlineData("// Released as 1.0.0\n", "next", "The version given is none")]
    public void A_listing_without_a_version_proves_nothing(string head, string now, string expected)
    {
        var run = Tool.Run(
            "released",
            folder.Write("old.txt", head + Class + Interface),
            folder.Write("new.txt", Class + Interface),
            "--version-prefix",
            now);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    private ToolRun Check(string was, string old, string current, string now) =>
        Tool.Run(
            "released", folder.Write("old.txt", $"// Released as {was}\n{old}"), folder.Write("new.txt", current), "--version-prefix", now);
}
