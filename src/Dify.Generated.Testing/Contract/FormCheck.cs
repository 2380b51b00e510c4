using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Holds the parts of a form against a schema.</summary>
internal static class FormCheck
{
    public static IEnumerable<ContractProblem> Check(JObject schema, IReadOnlyList<RecordedFormPart> parts)
    {
        JObject properties = (JObject?)schema["properties"] ?? [];
        foreach (RecordedFormPart part in parts)
        {
            if (properties[part.Name] is not JObject property)
            {
                yield return new(ContractProblemKind.Unnoticed, $"form {part.Name}: there is no such part.");
            }
            else if ((string?)property["format"] == "binary" && part.FileName is null)
            {
                yield return new(ContractProblemKind.ByRoute, $"form {part.Name}: it must be a file, with a file name.");
            }
            else if ((string?)property["format"] != "binary" && part.FileName is not null)
            {
                yield return new(ContractProblemKind.ByRoute, $"form {part.Name}: it must be a plain field, without a file name.");
            }
        }

        foreach (IGrouping<string, RecordedFormPart> repeated in parts.GroupBy(part => part.Name).Where(group => group.Count() > 1))
        {
            yield return new(ContractProblemKind.ByRoute, $"form {repeated.Key}: the part is given {repeated.Count()} times.");
        }

        foreach (string name in ContractDocument.RequiredMembers(schema).Where(name => !parts.Any(part => part.Name == name)))
        {
            yield return new(ContractProblemKind.ByRoute, $"form {name}: the part is required.");
        }
    }
}
