using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Comparing;

/// <summary>What a method takes, as C# writes it.</summary>
internal static class Signature
{
    private const string Moved = "arguments stand in another order: what is given by position goes to another one";
    private const string Changed = "arguments come or go, and the cancellation token moves";
    private const string Implementing = "callers go on as they are; implementers of the interface write it anew";
    private const string Renamed = "arguments that callers give by name have another one";

    public static string Of(IEnumerable<ContractArgument> arguments) =>
        $"({string.Join(", ", arguments.Select(argument => $"{argument.FullType} {argument.Name}{(argument.HasDefault ? " = null" : "")}"))})";

    /// <summary>
    /// How much callers feel. A caller that was compiled before looks for the method with the types that it had, and a cancellation token
    /// stands after all arguments: there is no harmless way to add one.
    /// </summary>
    public static (Effect Effect, string Note) Compare(
        IReadOnlyList<ContractArgument> was, IReadOnlyList<ContractArgument> now, CSharpTypes types)
    {
        var (before, after) = (Keys(was), Keys(now));
        if (!before.SequenceEqual(after))
        {
            return (Effect.BinaryAndSource, before.Order().SequenceEqual(after.Order()) ? Moved : Changed);
        }

        return was.Zip(now, (old, current) => Compare(old, current, types)).Append((Effect.Compatible, "")).MaxBy(found => found.Item1);
    }

    private static (Effect, string) Compare(ContractArgument was, ContractArgument now, CSharpTypes types)
    {
        var effect = types.Compare(was.FullType, now.FullType, gains: Effect.Implementers, loses: Effect.Source);
        return effect < Effect.Source && was.Name != now.Name ? (Effect.Source, Renamed)
            : effect < Effect.Source && was.HasDefault && !now.HasDefault ? (Effect.Source, $"{now.Name} has to be given")
            : (effect, effect == Effect.Implementers ? Implementing : "");
    }

    /// <summary>What each argument is on the wire. A path knows its parameters by their place, whatever a document calls them.</summary>
    private static List<string> Keys(IReadOnlyList<ContractArgument> arguments)
    {
        var inPath = 0;
        return [.. arguments.Select(argument => argument switch
        {
            { Parameter.In: "path" } => $"path {++inPath}",
            { Parameter: { } parameter } => parameter.Key,
            { Options: not null } => "options",
            _ => "body",
        })];
    }
}
