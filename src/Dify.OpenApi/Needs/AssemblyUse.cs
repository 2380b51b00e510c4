using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Naming;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Dify.OpenApi.Needs;

/// <summary>Finds in an assembly, by the source files that its symbols name, what the code of some folders uses of generated code and of
/// each other.</summary>
internal sealed class AssemblyUse
{
    private const string Generated = "Generated";

    private readonly Dictionary<string, HashSet<string>> foldersOfTypes = new(StringComparer.Ordinal);
    private readonly string marker;

    private AssemblyUse(string project) => marker = $"/{project}/";

    /// <param name="file">The assembly, with its symbols.</param>
    /// <param name="folders">The folders.</param>
    /// <param name="surface">What is generated, by name.</param>
    public static IReadOnlyList<FolderNeeds> Of(
        string file, IReadOnlyCollection<string> folders, IReadOnlyDictionary<string, string> surface)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(
            file,
            new ReaderParameters { ReadSymbols = true, SymbolReaderProvider = new DefaultSymbolReaderProvider(throwIfNoSymbol: true) });
        var use = new AssemblyUse(assembly.Name.Name);
        var methods = assembly.MainModule.GetTypes().SelectMany(type => type.Methods).ToList();
        foreach (var method in methods.Where(method => use.FolderOf(method) is not null))
        {
            var type = Outermost(method.DeclaringType).Name;
            if (!use.foldersOfTypes.TryGetValue(type, out var known))
            {
                use.foldersOfTypes[type] = known = [];
            }

            known.Add(use.FolderOf(method)!);
        }

        return
        [
            .. from folder in folders.Order(StringComparer.Ordinal)
               let names = methods.Where(method => use.FolderOf(method) == folder)
                   .SelectMany(use.UsedBy)
                   .Distinct(StringComparer.Ordinal)
                   .ToList()
               let generated = names.Where(surface.ContainsKey).Order(StringComparer.Ordinal).Select(name => (name, surface[name]))
               let others = folders.Where(other => other != folder && names.Exists(name => !surface.ContainsKey(name)
                   && use.foldersOfTypes.GetValueOrDefault(name) is { Count: 1 } only
                   && only.Contains(other)))
               select new FolderNeeds(folder, [.. generated, .. others.Order(StringComparer.Ordinal).Select(FolderNeeds.OnFolder)]),
        ];
    }

    /// <summary>The names of types, of their members and of operations that a method uses.</summary>
    private IEnumerable<string> UsedBy(MethodDefinition method)
    {
        var types = method.Parameters.Select(parameter => parameter.ParameterType)
            .Append(method.ReturnType)
            .Concat(method.Body.Variables.Select(variable => variable.VariableType));
        foreach (var instruction in method.Body.Instructions)
        {
            switch (instruction.Operand)
            {
                case MethodReference called:
                    types = types.Append(called.DeclaringType)
                        .Concat(called is GenericInstanceMethod generic ? generic.GenericArguments : []);
                    foreach (var name in NamesOf(called))
                    {
                        yield return name;
                    }

                    break;
                case FieldReference field:
                    types = types.Append(field.DeclaringType).Append(field.FieldType);
                    break;
                case TypeReference type:
                    types = types.Append(type);
                    break;
            }
        }

        foreach (var type in types.SelectMany(Parts))
        {
            yield return type.Name;
        }
    }

    private static IEnumerable<string> NamesOf(MethodReference called)
    {
        var name = called.Name;
        if (name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal))
        {
            yield return $"{called.DeclaringType.Name}.{name[4..]}";
        }

        foreach (var suffix in (string[])["Async", "Call"])
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal) && name.Length > suffix.Length)
            {
                var type = called.DeclaringType.Name;
                yield return ContractSurface.Operation(
                    type.StartsWith("IDify", StringComparison.Ordinal) ? type[1..] : type, Words.Camel(name[..^suffix.Length]));
            }
        }
    }

    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [Outermost(type)],
    };

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private string? FolderOf(MethodDefinition method)
    {
        var url = method.DebugInformation.SequencePoints.FirstOrDefault()?.Document.Url.Replace('\\', '/');
        var start = url?.LastIndexOf(marker, StringComparison.Ordinal) ?? -1;
        if (start < 0)
        {
            return null;
        }

        var rest = url![(start + marker.Length)..];
        var end = rest.IndexOf('/', StringComparison.Ordinal);
        return end < 0 || rest[..end] == Generated ? null : rest[..end];
    }
}
