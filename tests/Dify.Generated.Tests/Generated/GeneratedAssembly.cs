using System;
using System.CodeDom.Compiler;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Xml.Linq;

namespace Dify.Generated.Tests.Generated;

/// <summary>An assembly with a generated client, and its documentation file.</summary>
public sealed class GeneratedAssembly
{
    /// <summary>Names further assemblies to be held to the same rules: paths, separated as in PATH.</summary>
    private const string More = "DIFY_GENERATED_ASSEMBLIES";

    private readonly string path;
    private readonly Lazy<IReadOnlyDictionary<string, XElement>> documentation;

    private GeneratedAssembly(Assembly assembly)
    {
        Assembly = assembly;
        path = assembly.Location;
        documentation = new(() => XDocument.Load(Path.ChangeExtension(path, ".xml"))
            .Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value));
    }

    /// <summary>The library itself.</summary>
    public static GeneratedAssembly Own { get; } = new(typeof(DifyWorkflowClient).Assembly);

    /// <summary>The library itself, and what the environment names.</summary>
    public static TheoryDataOfAssemblies All { get; } = new(
        [
            Own,
            .. (Environment.GetEnvironmentVariable(More) ?? string.Empty)
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                // Each in a context of its own: all have the name of the library itself, and one name is loaded once.
                .Select(file => new GeneratedAssembly(new AssemblyLoadContext(file).LoadFromAssemblyPath(Path.GetFullPath(file)))),
        ]);

    public Assembly Assembly { get; }

    public IEnumerable<Type> PublicTypes => Assembly.GetExportedTypes();

    /// <summary>The types that were generated, whole or in part.</summary>
    public IEnumerable<Type> GeneratedTypes => PublicTypes.Where(type => type.GetCustomAttributes<GeneratedCodeAttribute>().Any());

    /// <summary>The classes that stand for JSON. Those of optional parameters do not: each member of theirs is a parameter of its
    /// own.</summary>
    public IEnumerable<Type> Classes => GeneratedTypes.Where(type => type.IsClass && !IsClient(type) && type.GetInterfaces().Length > 0);

    public IEnumerable<Type> OpenValues => GeneratedTypes.Where(type => type.IsValueType);

    /// <summary>The interfaces of the clients; a document need not describe all kinds of app.</summary>
    public IEnumerable<Type> ClientInterfaces => GeneratedTypes.Where(type => type.IsInterface);

    /// <summary>The members that stand for members of JSON, with the names that they are written with.</summary>
    public IEnumerable<(PropertyInfo Property, string WireName)> WireProperties => Classes.SelectMany(WireMembers.Of);

    public IReadOnlyDictionary<string, XElement> Documentation => documentation.Value;

    public override string ToString() => Path.GetFileNameWithoutExtension(path);

    private static bool IsClient(Type type) => type.GetInterfaces().Any(contract => contract.Name == "I" + type.Name);
}
