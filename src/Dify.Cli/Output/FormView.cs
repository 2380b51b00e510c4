using System.Collections.Generic;
using System.Linq;
using Dify.Generated;

namespace Dify.Cli.Output;

/// <summary>How the forms of a paused run are shown.</summary>
internal static class FormView
{
    public static string Actions(IEnumerable<HumanInputUserAction> actions)
        => string.Join(", ", actions.Select(static action => action.Title is { Length: > 0 } title && title != action.Id ? $"{action.Id} ({title})" : action.Id));
}
