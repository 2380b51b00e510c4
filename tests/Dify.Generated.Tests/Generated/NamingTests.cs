using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace Dify.Generated.Tests.Generated;

public sealed class NamingTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static TheoryDataOfAssemblies Assemblies => GeneratedAssembly.All;

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void A_property_is_named_as_its_member_on_the_wire(GeneratedAssembly assembly)
    {
        Assert.NotEmpty(assembly.WireProperties);
        Assert.All(assembly.WireProperties, pair => Assert.True(
            WireName.Agrees(pair.Property.Name, pair.WireName),
            $"{pair.Property.DeclaringType}.{pair.Property.Name} is {pair.WireName} on the wire."));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void A_constant_is_named_as_its_word_on_the_wire(GeneratedAssembly assembly)
    {
        IEnumerable<PropertyInfo> constants = assembly.OpenValues.SelectMany(Constants);
        Assert.All(constants, constant => Assert.True(
            WireName.Agrees(constant.Name, Word(constant)), $"{constant.DeclaringType}.{constant.Name} is {Word(constant)} on the wire."));
        Assert.All(assembly.OpenValues, type => Assert.Equal(Constants(type).Count(), Constants(type).Select(Word).Distinct().Count()));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Nothing_public_is_numbered_or_snake_case_or_named_after_a_language(GeneratedAssembly assembly)
    {
        IEnumerable<string> names = assembly.PublicTypes.SelectMany(Names);
        Assert.All(names, name =>
        {
            Assert.DoesNotContain("_", name);

            // SHA-256 is the name of a method, and no count of names.
            Assert.DoesNotMatch(@"(?<!Sha256)(?<=\d)$", name);
            Assert.DoesNotMatch("(Jp|Ja|Cn|Zh)$", name);
        });
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Names_have_the_case_that_dotnet_expects(GeneratedAssembly assembly)
    {
        Assert.All(assembly.PublicTypes, type => Assert.Matches(@"^\p{Lu}", type.Name));
        Assert.All(Members(assembly), member => Assert.Matches(@"^\p{Lu}", member.Name));
        Assert.All(Methods(assembly).SelectMany(method => method.GetParameters()), parameter => Assert.Matches(@"^\p{Ll}", parameter.Name));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void No_signature_falls_back_on_a_type_that_says_nothing(GeneratedAssembly assembly)
    {
        Assert.DoesNotContain(assembly.PublicTypes, type => type.Name is "FileParameter" or "FileResponse" or "ApiException"
            || Regex.IsMatch(type.Name, "^(Anonymous|Body|Response|Data)$"));
        foreach (Type type in assembly.GeneratedTypes)
        {
            IEnumerable<Type> properties = type.GetProperties(Declared).SelectMany(property => Parts(property.PropertyType));
            IEnumerable<Type> methods = type.GetMethods(Declared).Where(method => !IsOverride(method)).SelectMany(
                method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType).SelectMany(Parts));
            Assert.DoesNotContain(typeof(object), properties.Concat(methods));
        }

        Assert.All(assembly.ClientInterfaces.SelectMany(client => client.GetMethods()), method => Assert.DoesNotContain(
            method.ReturnType.GenericTypeArguments, result => result == typeof(string) || result.Namespace == "Newtonsoft.Json.Linq"));
    }

    private static IEnumerable<PropertyInfo> Constants(Type type)
        => type.GetProperties(BindingFlags.Public | BindingFlags.Static).Where(property => property.PropertyType == type);

    private static string Word(PropertyInfo constant) => constant.GetValue(null)!.ToString()!;

    private static IEnumerable<MemberInfo> Members(GeneratedAssembly assembly)
        => assembly.PublicTypes.SelectMany(type => type.GetMembers(Declared))
            .Where(member => member is not ConstructorInfo
                && member is not MethodBase { IsSpecialName: true }
                && member is not FieldInfo { IsSpecialName: true });

    private static IEnumerable<MethodInfo> Methods(GeneratedAssembly assembly)
        => assembly.PublicTypes.SelectMany(type => type.GetMethods(Declared)).Where(method => !method.IsSpecialName);

    private static IEnumerable<string> Names(Type type)
        => type.GetMembers(Declared)
            .Where(member => member is not MethodBase { IsSpecialName: true } && member is not FieldInfo { IsSpecialName: true })
            .SelectMany(
                member => (member as MethodBase)?.GetParameters().Select(parameter => parameter.Name!).Append(member.Name) ?? [member.Name])
            .Where(name => name[0] != '.')
            .Append(type.Name.Split('`')[0]);

    private static IEnumerable<Type> Parts(Type type)
        => (Nullable.GetUnderlyingType(type) ?? type) is var actual && actual.IsGenericType
            ? actual.GetGenericArguments().SelectMany(Parts)
            : [actual];

    private static bool IsOverride(MethodInfo method) => method.GetBaseDefinition() != method;
}
