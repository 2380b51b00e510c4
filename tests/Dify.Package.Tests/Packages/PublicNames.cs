using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;

namespace Dify.Package.Tests.Packages;

/// <summary>The names that callers of an assembly can see, in the form of documentation ids without the parameters.</summary>
internal sealed class PublicNames
{
    private readonly MetadataReader metadata;

    public PublicNames(MetadataReader metadata)
    {
        this.metadata = metadata;
        foreach (var handle in metadata.TypeDefinitions)
        {
            var type = metadata.GetTypeDefinition(handle);
            if (IsVisible(type))
            {
                Add(type);
            }
        }
    }

    /// <summary>All of them.</summary>
    public HashSet<string> All { get; } = new(StringComparer.Ordinal);

    /// <summary>Those that someone wrote: without the constructors and the members that the compiler adds.</summary>
    public HashSet<string> Required { get; } = new(StringComparer.Ordinal);

    private void Add(TypeDefinition type)
    {
        var name = NameOf(type);
        All.Add(name);
        Required.Add(name);
        var accessors = new HashSet<MethodDefinitionHandle>();
        foreach (var handle in type.GetProperties())
        {
            var property = metadata.GetPropertyDefinition(handle);
            var own = property.GetAccessors();
            accessors.UnionWith([own.Getter, own.Setter]);
            if (IsVisible(own.Getter) || IsVisible(own.Setter))
            {
                All.Add($"{name}.{metadata.GetString(property.Name)}");
                Required.Add($"{name}.{metadata.GetString(property.Name)}");
            }
        }

        foreach (var handle in type.GetEvents())
        {
            var declared = metadata.GetEventDefinition(handle);
            var own = declared.GetAccessors();
            accessors.UnionWith([own.Adder, own.Remover]);
            if (IsVisible(own.Adder))
            {
                All.Add($"{name}.{metadata.GetString(declared.Name)}");
                Required.Add($"{name}.{metadata.GetString(declared.Name)}");
            }
        }

        foreach (var field in type.GetFields().Select(metadata.GetFieldDefinition).Where(field =>
            IsVisible((int)(field.Attributes & FieldAttributes.FieldAccessMask)) && (field.Attributes & FieldAttributes.SpecialName) == 0))
        {
            All.Add($"{name}.{metadata.GetString(field.Name)}");
            Required.Add($"{name}.{metadata.GetString(field.Name)}");
        }

        foreach (var handle in type.GetMethods().Where(handle => IsVisible(handle) && !accessors.Contains(handle)))
        {
            var method = metadata.GetMethodDefinition(handle);
            var member = metadata.GetString(method.Name);
            var arity = method.GetGenericParameters().Count;
            var id = $"{name}.{member.Replace(".ctor", "#ctor", StringComparison.Ordinal)}{(arity > 0 ? "``" + arity : "")}";
            All.Add(id);
            if (!(member == ".ctor" && method.GetParameters().Count == 0) && !IsOfCompiler(method))
            {
                Required.Add(id);
            }
        }
    }

    // What a record has besides its members.
    private bool IsOfCompiler(MethodDefinition method) =>
        method.GetCustomAttributes().Select(handle => metadata.GetCustomAttribute(handle).Constructor)
            .Where(constructor => constructor.Kind == HandleKind.MemberReference)
            .Select(constructor => metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent)
            .Any(parent => parent.Kind == HandleKind.TypeReference
                && metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)parent).Name) == "CompilerGeneratedAttribute");

    private static bool IsVisible(int access) =>
        access is (int)MethodAttributes.Public or (int)MethodAttributes.Family or (int)MethodAttributes.FamORAssem;

    private bool IsVisible(MethodDefinitionHandle handle) =>
        !handle.IsNil && IsVisible((int)(metadata.GetMethodDefinition(handle).Attributes & MethodAttributes.MemberAccessMask));

    private bool IsVisible(TypeDefinition type) =>
        (type.Attributes & TypeAttributes.VisibilityMask) switch
        {
            TypeAttributes.Public => true,
            TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem =>
                IsVisible(metadata.GetTypeDefinition(type.GetDeclaringType())),
            _ => false,
        };

    private string NameOf(TypeDefinition type)
    {
        var declaring = type.GetDeclaringType();
        return declaring.IsNil
            ? $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}"
            : $"{NameOf(metadata.GetTypeDefinition(declaring))}.{metadata.GetString(type.Name)}";
    }
}
