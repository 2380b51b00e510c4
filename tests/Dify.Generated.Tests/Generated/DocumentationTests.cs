using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Dify.Generated.Tests.Documents;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Generated;

public sealed class DocumentationTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static TheoryDataOfAssemblies Assemblies => GeneratedAssembly.All;

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Everything_public_is_documented_in_English(GeneratedAssembly assembly)
    {
        IEnumerable<string> ids = assembly.PublicTypes.Select(type => DocumentationId.Of(type))
            .Concat(assembly.PublicTypes.SelectMany(MembersOf));
        Assert.All(ids, id =>
        {
            XElement member = Assert.Contains(id, assembly.Documentation);
            Assert.True(member.Element("inheritdoc") is not null || HasText(member.Element("summary")), $"{id} has no summary.");
            Assert.All(
                member.Elements(),
                part => Assert.True(part.Name == "inheritdoc" || HasText(part) || part.HasElements, $"{id} has an empty {part.Name}."));
            Assert.DoesNotMatch(@"[\p{IsHiragana}\p{IsKatakana}\p{IsCJKUnifiedIdeographs}]", member.Value);
            Assert.DoesNotContain("**", member.Value);
            Assert.DoesNotContain("](", member.Value);
            Assert.DoesNotContain("`", member.Value);
            Assert.DoesNotContain("percent-encod", member.Value);
        });
    }

    // A type that its document does not describe has nothing to say but what it is.
    [Fact]
    public void No_type_is_described_by_nothing_but_its_name()
        => Assert.All(
            GeneratedAssembly.Own.Documentation.Values,
            static member => Assert.DoesNotContain("The JSON object of", member.Value, StringComparison.Ordinal));

    // What other people's documents say of an answer may tell of both.
    [Fact]
    public void A_method_of_two_for_one_operation_says_what_it_returns_and_not_what_the_other_does()
        => Assert.All(GeneratedAssembly.Own.ClientInterfaces.SelectMany(client => client.GetMethods()), method =>
        {
            string text = GeneratedAssembly.Own.Documentation[DocumentationId.Of(method)].Element("returns")?.Value ?? string.Empty;
            Assert.False(
                text.Contains("blocking", StringComparison.Ordinal) || text.Contains("streaming the", StringComparison.Ordinal), text);
        });

    [Fact]
    public void Code_in_Japanese_texts_by_hand_is_marked_as_code()
    {
        string[] files = Directory.GetDirectories(RepositoryFolder.File("src"))
            .Select(static project => Path.Combine(project, "Documentation", "ja"))
            .Where(Directory.Exists)
            .SelectMany(static folder => Directory.GetFiles(folder, "*.xml"))
            .ToArray();

        Assert.InRange(files.Length, 20, 200);
        Assert.All(files, static file => Assert.All(
            XDocument.Load(file).DescendantNodes().OfType<XText>(), text => Assert.DoesNotContain("`", text.Value)));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_operation_says_what_its_parameters_answers_and_problems_are(GeneratedAssembly assembly)
        => Assert.All(assembly.ClientInterfaces.SelectMany(
            client => client.GetMethods().Where(method => method.ReturnType != client)), method =>
        {
            XElement member = Assert.Contains(DocumentationId.Of(method), assembly.Documentation);
            Assert.Equal(
                method.GetParameters().Select(parameter => parameter.Name),
                member.Elements("param").Select(part => part.Attribute("name")!.Value));
            Assert.True(HasText(member.Element("returns")), $"{method.Name} does not say what it returns.");
            Assert.Contains(member.Elements("exception"), part => part.Attribute("cref")!.Value is ['T', ':', .. var thrown]
                && typeof(DifyApiException).IsAssignableFrom(typeof(DifyApiException).Assembly.GetType(thrown)));
        });

    [Fact]
    public void What_the_documents_say_of_a_member_is_what_the_property_says()
    {
        GeneratedAssembly assembly = GeneratedAssembly.Own;
        var check = new SchemaCheck(ApiDocument.English);
        int compared = 0;
        foreach ((string name, JObject schema) in ApiDocument.English.Schemas)
        {
            if (assembly.Classes.SingleOrDefault(type => type.Name == name) is not { } type)
            {
                continue;
            }

            foreach ((string wireName, JObject member) in check.Members(schema))
            {
                PropertyInfo property = Assert.Single(
                    assembly.WireProperties, pair => pair.Property.DeclaringType == type && pair.WireName == wireName).Property;
                string summary = Normalized(assembly.Documentation["P:" + type.FullName + "." + property.Name].Element("summary")!.Value);
                if ((string?)member["description"] is { } description)
                {
                    Assert.Equal(Normalized(description.Replace("`", "", StringComparison.Ordinal)), summary);
                    compared++;
                }
            }
        }

        Assert.True(compared > 150, $"Only {compared} members were compared.");
    }

    private static IEnumerable<string> MembersOf(Type type)
        => type.GetMembers(Declared)
            .Where(member => member switch
            {
                MethodInfo method => !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal),
                FieldInfo field => !field.IsSpecialName,
                ConstructorInfo constructor => constructor.GetParameters().Length > 0 || !type.IsValueType,
                Type => false,
                _ => true,
            })
            .Where(member => member is not ConstructorInfo { IsPublic: true } constructor || constructor.GetParameters().Length > 0)
            .Select(DocumentationId.Of);

    private static bool HasText(XElement? element) => element is not null && Regex.IsMatch(element.Value, @"\p{L}{2,}");

    // Plain text of the documentation: no line breaks, no marks of the page.
    private static string Normalized(string text) => Regex.Replace(text, @"\s+", " ").Trim();
}
