using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Dify.OpenApi.Documents;
using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace Dify.OpenApi.Documentation;

/// <summary>The members that callers of an assembly can see, by the ids that documentation files use.</summary>
internal sealed class PublicMembers
{
    private readonly Dictionary<string, string> sources = new(StringComparer.Ordinal);
    private readonly SortedSet<string> ids = new(StringComparer.Ordinal);

    private PublicMembers(string assembly) => Assembly = assembly;

    /// <summary>The assembly's name.</summary>
    public string Assembly { get; }

    public IReadOnlySet<string> Ids => ids;

    /// <exception cref="DocumentException">The file is no assembly.</exception>
    public static PublicMembers Of(string file)
    {
        try
        {
            using var assembly = AssemblyDefinition.ReadAssembly(file);
            var members = new PublicMembers(assembly.Name.Name);
            foreach (var type in assembly.MainModule.GetTypes().Where(IsVisible))
            {
                members.Add(type);
            }

            return members;
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException)
        {
            throw new DocumentException(
                file, Position.Start, Rule.DocumentationReadable, $"The assembly cannot be read: {exception.Message}");
        }
    }

    /// <summary>The member whose documentation one inherits: that of an interface of the same assembly, or null.</summary>
    public string? SourceOf(string id) => sources.GetValueOrDefault(id);

    private static bool IsVisible(TypeDefinition type) =>
        type.IsNested ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamilyOrAssembly)
            && IsVisible(type.DeclaringType) : type.IsPublic;

    private static bool IsVisible(MethodDefinition? method) =>
        method is not null && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

    private void Add(TypeDefinition type)
    {
        ids.Add(DocCommentId.GetDocCommentId(type));
        var accessors = type.Methods.Where(method => method.IsGetter || method.IsSetter || method.IsAddOn || method.IsRemoveOn).ToHashSet();
        ids.UnionWith(type.Fields.Where(field => (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName)
            .Select(DocCommentId.GetDocCommentId));
        ids.UnionWith(type.Properties.Where(property => IsVisible(property.GetMethod) || IsVisible(property.SetMethod))
            .Select(DocCommentId.GetDocCommentId));
        ids.UnionWith(type.Events.Where(happening => IsVisible(happening.AddMethod)).Select(DocCommentId.GetDocCommentId));
        foreach (var method in type.Methods.Where(method => IsVisible(method) && !accessors.Contains(method)))
        {
            var id = DocCommentId.GetDocCommentId(method);
            ids.Add(id);
            foreach (var source in type.Interfaces.Select(implemented => implemented.InterfaceType).OfType<TypeDefinition>())
            {
                var inherited = $"M:{source.FullName}{id[$"M:{type.FullName}".Length..]}";
                if (source.Methods.Any(candidate => DocCommentId.GetDocCommentId(candidate) == inherited))
                {
                    sources[id] = inherited;
                }
            }
        }
    }
}
