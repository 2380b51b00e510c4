using System;
using System.Globalization;
using System.Linq;
using System.Text;
using Dify.OpenApi.Tests.Support;
using Xunit;

namespace Dify.OpenApi.Tests.Limits;

/// <summary>Files made to exhaust the build end quickly. <see cref="Tool.Run"/> bounds the time of every case; allocations are bounded
/// here.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class HostileFileTests
{
    private const long MemoryLimit = 512L * 1024 * 1024;

    [Fact]
    public void Aliases_that_multiply_are_counted_not_followed()
    {
        var bomb = new StringBuilder($"{SmallDocument.Head}x-a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var level = 1; level < 12; level++)
        {
            bomb.Append(
                CultureInfo.InvariantCulture, $"x-a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n");
        }

        Refused(bomb.Append("paths: {}\n").ToString(), "DIFY103");
    }

    [Fact]
    public void An_alias_inside_its_own_anchor_is_refused() => Refused($"{SmallDocument.Head}x-a: &a [*a]\npaths: {{}}\n", "DIFY122");

    [Theory]
    [InlineData("[", "yaml")]
    [InlineData("{\"a\":", "json")]
    [InlineData("[", "json")]
    public void Endless_nesting_is_refused(string open, string kind)
    {
        var nested = string.Concat(Enumerable.Repeat(open, 200_000));

        Refused(kind == "json" ? $"{{\"openapi\":\"3.0.1\",\"x\":{nested}" : $"{SmallDocument.Head}x: {nested}", "DIFY103");
    }

    [Fact]
    public void Schemas_nested_beyond_reason_are_refused()
    {
        var schemas = string.Concat(Enumerable.Range(0, 400)
            .Select(index => $"    S{index}: {{type: object, properties: {{next: {{$ref: '#/components/schemas/S{index + 1}'}}}}}}\n"));

        Refused(SmallDocument.Answering(
            "$ref: '#/components/schemas/S0'", $"components:\n  schemas:\n{schemas}    S400: {{type: string}}\n"), "DIFY103");
    }

    [Fact]
    public void A_file_of_two_megabytes_is_read()
    {
        var properties = string.Concat(Enumerable.Range(0, 25_000)
            .Select(index => $"\n  property_{index}: {{type: string, description: The property with the number {index}.}}"));
        var document = SmallDocument.Answering($"type: object\nproperties:{properties}");
        Assert.InRange(document.Length, 2_000_000, 4_000_000);

        using var folder = new TestFolder();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Tool.Prepare(folder, folder.Write("en.yaml", document), null).Succeeded();

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: false) - before, long.MinValue, MemoryLimit);
        Assert.Equal(25_000, ContractFile.Of(folder).Schemas["GetThingResult"]!["properties"]!.AsObject().Count);
    }

    [Fact]
    public void A_file_beyond_the_limit_is_refused_unread() => Refused(new string('#', 9 * 1024 * 1024), "DIFY103");

    private static void Refused(string content, string rule)
    {
        using var folder = new TestFolder();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var run = Tool.Prepare(folder, folder.Write("en.yaml", content), null);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"error {rule}: ", run.Error);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: false) - before, long.MinValue, MemoryLimit);
    }
}
