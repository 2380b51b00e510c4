using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Dify.Generated.Tests.Documents;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Generated;

public sealed class DocumentEnumTests
{
    [Fact]
    public void The_open_values_are_those_of_the_documents()
    {
        // One word alone is no choice: such a member is a text.
        HashSet<string> documented = [.. Documents().SelectMany(document => document.Root.Descendants().OfType<JProperty>())
            .Where(property => property is { Name: "enum", Value: JArray words } && words.Count(word => word.Type != JTokenType.Null) > 1)
            .Where(property => property.Parent?.Parent is not JProperty { Name: "event" })
            .Select(property => Words(property.Value.Values<string>().OfType<string>()))];
        HashSet<string> generated = [.. GeneratedAssembly.Own.OpenValues.Select(type => Words(type
            .GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == type)
            .Select(property => property.GetValue(null)!.ToString())))];

        // One that several documents describe has the words of all.
        Assert.NotEmpty(documented);
        Assert.All(documented, words => Assert.Contains(generated, open => words.Split('|').ToHashSet().IsSubsetOf(open.Split('|'))));
        Assert.All(generated, open => Assert.Equal(open, Words(documented.Select(words => words.Split('|'))
            .Where(words => words.ToHashSet().IsSubsetOf(open.Split('|')))
            .SelectMany(words => words)
            .Distinct())));
    }

    [Fact]
    public void Every_event_of_the_documents_has_a_class_of_its_name()
    {
        var mapping = (JObject)ApiDocument.English.Schema("ChunkWorkflowEvent")["discriminator"]!["mapping"]!;

        Assert.NotEmpty(mapping.Properties());
        Assert.All(mapping.Properties(), entry =>
        {
            Type type = Assert.Single(
                GeneratedAssembly.Own.Classes, candidate => candidate.Name == WireName.ToPascalCase(entry.Name) + "Event");
            Assert.True(type.IsSubclassOf(typeof(WorkflowStreamEvent)));
        });
    }

    private static IEnumerable<ApiDocument> Documents() =>
        [ApiDocument.English, ApiDocument.Japanese, ApiDocument.EnglishService, ApiDocument.JapaneseService];

    private static string Words(IEnumerable<string?> words) => string.Join("|", words.Order(StringComparer.Ordinal));
}
