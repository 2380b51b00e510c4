using System;
using System.Linq;

namespace Dify.Generated;

/// <summary>Refuses to send in a form that the server would refuse.</summary>
internal static class HumanInputCheck
{
    /// <summary>The token of a form.</summary>
    /// <exception cref="ArgumentException">The form has none, or not this action.</exception>
    public static string TokenOf(HumanInputRequiredEvent form, string action)
    {
        if (form is null)
        {
            throw new ArgumentNullException(nameof(form));
        }

        if (string.IsNullOrEmpty(form.Data.FormToken))
        {
            throw new ArgumentException(ClientText.Get("FormTokenMissing"), nameof(form));
        }

        if (string.IsNullOrEmpty(action))
        {
            throw new ArgumentException(ClientText.Format("MemberEmpty", nameof(action)), nameof(action));
        }

        var known = (form.Data.Actions ?? []).Select(static offered => offered.Id).Where(static id => !string.IsNullOrEmpty(id)).ToList();
        if (known.Count > 0 && !known.Contains(action))
        {
            throw new ArgumentException(ClientText.Format("FormActionUnknown", string.Join(", ", known)), nameof(action));
        }

        return form.Data.FormToken!;
    }
}
