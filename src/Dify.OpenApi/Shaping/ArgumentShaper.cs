using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;
using Dify.OpenApi.Naming;

namespace Dify.OpenApi.Shaping;

/// <summary>
/// Makes the arguments of a method from what goes over the wire.
/// CUSTOM: NSwag keeps the order of the document, so a document that lists the same parameters in another order would hand callers' values
/// to other parameters without a word.
/// </summary>
internal sealed class ArgumentShaper(TypeNames typeNames, NameTable table, ExplanationLog log)
{
    private const int MostOptional = 2;

    private readonly Dictionary<string, ContractType> optionsByOperation = new(StringComparer.Ordinal);

    /// <summary>The classes of optional parameters.</summary>
    public IEnumerable<ContractType> Types => optionsByOperation.Values;

    /// <summary>The parameters in their order: the path's in its own, those whose place is pinned, and then files, required ones and
    /// optional ones by their wire names.</summary>
    public static IEnumerable<T> InOrder<T>(IEnumerable<T> parameters, IReadOnlyList<string> pinned, Func<T, string> key, Func<T, int> rank)
        =>
        parameters
            .OrderBy(parameter => PlaceOf(key(parameter), pinned))
            .ThenBy(rank)
            .ThenBy(key, StringComparer.Ordinal);

    public List<ContractArgument> Shape(
        ApiOperation operation, string id, IReadOnlyList<ContractParameter> parameters, ContractBody? body, PropertyNames names)
    {
        var pinned = table.Parameters(operation.Key);
        var free = parameters.Where(parameter => !parameter.IsRequired && !pinned.Contains(parameter.Key)).ToList();
        var isGrouped = parameters.Count(parameter => !parameter.IsRequired) > MostOptional && free.Count > 0;
        var alone = isGrouped ? parameters.Except(free) : parameters;
        var arguments = new List<(int Place, int Rank, ContractArgument Argument)>();
        foreach (var parameter in alone)
        {
            var place = parameter.In == "path" ? -1 : PlaceOf(parameter.Key, pinned);
            arguments.Add((place, parameter.IsRequired
                ? 0
                : 2, new ContractArgument(parameter.Name, TypeOf(parameter), !parameter.IsRequired) { Parameter = parameter }));
        }

        if (body?.Shape is { } shape)
        {
            arguments.Add((PlaceOf("body", pinned), 1, new ContractArgument("request", shape.CSharpType, false)));
        }

        if (isGrouped)
        {
            arguments.Add((int.MaxValue, 3, Options(operation, id, free, names)));
        }

        // Sorting keeps the order of equals, which is that of the parameters.
        return WithDefaults(
            [.. arguments.OrderBy(argument => argument.Place).ThenBy(argument => argument.Rank).Select(argument => argument.Argument)]);
    }

    private static string TypeOf(ContractParameter parameter) => parameter.IsFile ? "FileUpload" : parameter.Shape.CSharpType;

    /// <summary>What is not pinned comes after all that is.</summary>
    private static int PlaceOf(string key, IReadOnlyList<string> pinned) =>
        pinned.TakeWhile(name => name != key).Count();

    /// <summary>C# lets callers leave out an argument only when they may leave out all that follow it.</summary>
    private static List<ContractArgument> WithDefaults(List<ContractArgument> arguments)
    {
        for (var index = arguments.Count - 1; index >= 0 && arguments[index].IsNullable; index--)
        {
            arguments[index] = arguments[index] with { HasDefault = true };
        }

        return arguments;
    }

    private ContractArgument Options(ApiOperation operation, string id, List<ContractParameter> free, PropertyNames names)
    {
        // One that several clients have has one class.
        var place = $"{operation.Key} options";
        var key = table.Type(place) ?? place;
        if (!optionsByOperation.TryGetValue(key, out var type))
        {
            var name = typeNames.Unique(place, $"{Words.Pascal(id)}Options", "Call", operation.Origin);
            type = new ContractType(name, ContractTypeKind.Options) { Method = $"{Words.Pascal(id)}Async" };
            var members = new PropertyNames(name, Words.Pascal, ReservedNames.IsMember, log);
            foreach (var parameter in free)
            {
                type.Properties.Add(new ContractProperty
                {
                    WireName = parameter.Key,
                    Name = table.Member($"{name}.{parameter.WireName}") is { } pinned
                        ? members.Pinned(pinned, parameter.WireName)
                        : members.Next(parameter.WireName, operation.Origin),
                    Shape = parameter.IsFile ? parameter.Shape with { CSharpType = TypeOf(parameter) } : parameter.Shape,
                    IsRequired = false,
                    IsOptional = true,
                    Description = parameter.Description,
                });
            }

            optionsByOperation[key] = type;
            log.Add(operation.Key, $"its optional parameters are members of {name}", "members can be added without breaking callers, "
                + "arguments cannot");
        }

        // WorkflowLogQuery is passed as "query".
        var lastWord = type.Name[(type.Name.AsSpan().LastIndexOfAnyInRange('A', 'Z') is var at && at > 0 ? at : 0)..];
        return new ContractArgument(names.Next(lastWord, operation.Origin), type.Name, true) { Options = type };
    }
}
