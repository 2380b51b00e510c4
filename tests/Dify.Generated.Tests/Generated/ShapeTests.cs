using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Generated;

public sealed class ShapeTests
{
    public static TheoryDataOfAssemblies Assemblies => GeneratedAssembly.All;

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_asynchronous_method_takes_a_token_last_and_does_not_insist_on_it(GeneratedAssembly assembly)
    {
        IEnumerable<MethodInfo> methods = assembly.PublicTypes
            .SelectMany(
                type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => IsAsynchronous(method.ReturnType)
                && !method.IsSpecialName
                && method.Name != nameof(IAsyncDisposable.DisposeAsync));
        Assert.NotEmpty(methods);
        Assert.All(methods, method =>
        {
            ParameterInfo last = method.GetParameters().LastOrDefault() ?? throw new InvalidOperationException(
                $"{method.DeclaringType}.{method.Name} takes no token.");
            Assert.Equal((typeof(CancellationToken), "cancellationToken", true), (last.ParameterType, last.Name, last.HasDefaultValue));
            Assert.EndsWith("Async", method.Name, StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_operation_of_the_documents_is_a_method(GeneratedAssembly assembly)
    {
        var ids = (IEnumerable<string>)assembly.Assembly.GetType("Dify.Generated.DifyApiInfo", throwOnError: true)!.GetProperty(
            "OperationIds")!.GetValue(null)!;

        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.Contains(
            assembly.ClientInterfaces, client => client.GetMethod(char.ToUpperInvariant(id[0]) + id[1..] + "Async") is not null));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Whatever_a_server_adds_or_leaves_out_can_be_read(GeneratedAssembly assembly)
    {
        ILookup<Type, string> members = assembly.WireProperties.ToLookup(pair => pair.Property.DeclaringType!, pair => pair.WireName);
        Assert.All(assembly.Classes.Where(HasNoArguments), type =>
        {
            Assert.NotNull(JsonConvert.DeserializeObject("{}", type));
            Assert.NotNull(
                JsonConvert.DeserializeObject($"{{{string.Join(',', members[type].Select(name => $"\"{name}\":null"))}}}", type));
            JToken added = JObject.FromObject(
                JsonConvert.DeserializeObject("""{"of_tomorrow":[1.10,"2026-01-02T03:04:05Z"]}""", type)!)["of_tomorrow"]!;
            Assert.Equal("""[1.1,"2026-01-02T03:04:05Z"]""", added.ToString(Formatting.None));
        });
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void What_a_class_writes_it_reads_back(GeneratedAssembly assembly)
        => Assert.All(assembly.Classes.Where(HasNoArguments), type =>
        {
            string written = JsonConvert.SerializeObject(WireMembers.Full(type));

            Assert.Equal(written, JsonConvert.SerializeObject(JsonConvert.DeserializeObject(written, type)));
        });

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void An_open_value_takes_any_word_and_compares_by_it(GeneratedAssembly assembly)
        => Assert.All(assembly.OpenValues, type =>
        {
            object? unknown = JsonConvert.DeserializeObject("\"a-word-of-tomorrow\"", type);
            Assert.Equal("a-word-of-tomorrow", unknown!.ToString());
            Assert.Equal("\"a-word-of-tomorrow\"", JsonConvert.SerializeObject(unknown));
            Assert.Equal(unknown, Activator.CreateInstance(type, "a-word-of-tomorrow"));
            Assert.NotEqual(unknown, Activator.CreateInstance(type, "A-word-of-tomorrow"));
            Assert.Empty(Activator.CreateInstance(type)!.ToString()!);
            Assert.True((bool)type.GetMethod("op_Equality")!.Invoke(
                null, [unknown, type.GetMethod("op_Implicit")!.Invoke(null, ["a-word-of-tomorrow"])])!);
        });

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void A_request_of_which_nothing_is_set_writes_nothing(GeneratedAssembly assembly)
    {
        IEnumerable<Type> requests = assembly.Classes.Where(type => type.GetInterfaces().Any(contract => contract.Name == "IRequestBody"));
        Assert.NotEmpty(requests);
        Assert.All(requests, type =>
        {
            var json = JObject.FromObject(Activator.CreateInstance(type)!);

            // What has to be set and is a value, not a reference, stands there empty, and the call refuses it.
            Assert.All(json.Properties(), member => Assert.Equal(string.Empty, (string?)member.Value));
        });
    }

    private static bool IsAsynchronous(Type type)
        => typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask)
            || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ValueTask<>)
                || type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)));

    private static bool HasNoArguments(Type type) => type.GetConstructor(Type.EmptyTypes) is not null;
}
