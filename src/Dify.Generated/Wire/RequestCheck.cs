using System;
using System.Collections.Generic;

namespace Dify.Generated;

/// <summary>Refuses what the server would refuse, or what would change the meaning of a request, before anything is sent. No message
/// repeats a value.</summary>
internal static class RequestCheck
{
    /// <summary>A member of a body that Dify needs.</summary>
    public static void Member(object? value, string member, string parameterName)
    {
        if (value is null or IOpenValue { Value.Length: 0 })
        {
            throw new ArgumentException(ClientText.Format("MemberMissing", member), parameterName);
        }

        if (value is string text)
        {
            if (text.Length == 0)
            {
                throw new ArgumentException(ClientText.Format("MemberEmpty", member), parameterName);
            }

            Line(text, member, parameterName);
        }
    }

    /// <summary>An argument that a request must have.</summary>
    public static T Given<T>(T? value, string parameterName)
    {
        if (value is null)
        {
            throw new ArgumentNullException(parameterName);
        }

        return value is "" or IOpenValue { Value.Length: 0 }
            ? throw new ArgumentException(ClientText.Get("QueryMissing"), parameterName)
            : value;
    }

    /// <summary>What stands between the items of a list must not stand inside one.</summary>
    public static void HoldsNot(string? separator, string item, string name, string parameterName)
    {
        if (separator is not null && item.IndexOf(separator, StringComparison.Ordinal) >= 0)
        {
            throw new ArgumentException(ClientText.Format("ItemHoldsSeparator", name, separator), parameterName);
        }
    }

    /// <summary>What a member holds, if it is a body itself or a list of them.</summary>
    public static void Nested(object? value, string parameterName)
    {
        (value as IRequestBody)?.ThrowIfIncomplete(parameterName);
        foreach (var item in value as IEnumerable<IRequestBody> ?? [])
        {
            item?.ThrowIfIncomplete(parameterName);
        }
    }

    /// <summary>A text of one line that the server gets exactly as it is: in a query, a part of a form, or a member of a body.</summary>
    public static void Line(string text, string name, string parameterName)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c))
            {
                throw new ArgumentException(ClientText.Format("TextHoldsControl", name), parameterName);
            }
        }

        // Written as UTF-8, all halves become the same character: two users would be one.
        if (!Surrogates.ArePaired(text))
        {
            throw new ArgumentException(ClientText.Format("TextUnreadable", name), parameterName);
        }
    }

    /// <summary>An id where the server looks for a UUID and fails on everything else.</summary>
    public static void Uuid(string value, string parameterName)
    {
        if (!IsUuid(value))
        {
            throw new ArgumentException(ClientText.Get("IdNoUuid"), parameterName);
        }
    }

    /// <summary>Whether a text is a UUID as servers write them. The platform's own reader takes more: braces, spaces, signs.</summary>
    public static bool IsUuid(string value)
    {
        if (value.Length != 36)
        {
            return false;
        }

        for (var i = 0; i < value.Length; i++)
        {
            if (i is 8 or 13 or 18 or 23 ? value[i] != '-' : value[i] is not (>= '0' and <= '9' or >= 'a' and <= 'f' or >= 'A' and <= 'F'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A text that stands in a header.</summary>
    public static void HeaderValue(string text, string name, string parameterName)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or > '~')
            {
                throw new ArgumentException(ClientText.Format("TextHoldsNonAscii", name), parameterName);
            }
        }
    }
}
