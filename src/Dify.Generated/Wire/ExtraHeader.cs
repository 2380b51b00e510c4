using System;
using System.Net.Http;

namespace Dify.Generated;

/// <summary>Headers that callers add to those of the client. They must not take the place of one, nor hold what changes the meaning of a
/// request.</summary>
internal static class ExtraHeader
{
    public const string AppId = "X-Dify-App-ID";

    private const string TokenMarks = "!#$%&'*+-.^_`|~";

    private static readonly string[] Reserved =
        ["Accept", "Authorization", "Cache-Control", "Connection", "Cookie", "Expect", "Host", "Range", "Transfer-Encoding", "User-Agent",
            "X-Dify-App-ID"];

    /// <summary>What is wrong with a header; null if it can be sent. No message repeats a value.</summary>
    public static string? Problem(string name, string? value, string option)
    {
        if (!IsToken(name) || value is null || !IsValue(value))
        {
            return ClientText.Format("HeaderInvalid", option);
        }

        var isReserved = name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)
            || Array.Exists(Reserved, reserved => string.Equals(reserved, name, StringComparison.OrdinalIgnoreCase));
        return isReserved ? ClientText.Format("HeaderReserved", option, name)
            : CanBeAdded(name, value) ? null
            : ClientText.Format("HeaderInvalid", option);
    }

    // Names that the platform knows have forms of their own, and some belong to answers.
    private static bool CanBeAdded(string name, string value)
    {
        using var request = new HttpRequestMessage();
        try
        {
            request.Headers.Add(name, value);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsToken(string name)
    {
        foreach (var c in name)
        {
            if (c is not ((>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z')) && TokenMarks.IndexOf(c) < 0)
            {
                return false;
            }
        }

        return name.Length > 0;
    }

    private static bool IsValue(string value)
    {
        foreach (var c in value)
        {
            if (c is < ' ' or > '~')
            {
                return false;
            }
        }

        return true;
    }
}
