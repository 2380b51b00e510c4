using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Comparing;

/// <summary>What a method takes, as C# writes it.</summary>
internal static class Signature
{
    public static string Of(IEnumerable<ContractArgument> arguments) =>
        $"({string.Join(", ", arguments.Select(argument => $"{argument.FullType} {argument.Name}{(argument.HasDefault ? " = null" : "")}"))})";

    /// <summary>
    /// How much callers feel. A caller that was compiled before looks for the method with the types that it had, and a cancellation token stands after all arguments: there is no harmless
    /// way to add one.
    /// </summary>
    public static Impact Compare(IReadOnlyList<ContractArgument> was, IReadOnlyList<ContractArgument> now) =>
        Of(was) == Of(now) ? Impact.Compatible : Impact.Breaking;
}
