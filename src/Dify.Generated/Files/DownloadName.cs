using System;

namespace Dify.Generated;

/// <summary>Makes a name from a server safe to be put behind a folder, on every platform.</summary>
internal static class DownloadName
{
    private const string Unusable = "<>:\"|?*";

    // Names that Windows takes for a device, with any extension; COM and LPT have a number from 1 to 9 behind them.
    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];
    private static readonly string[] Ports = ["COM", "LPT"];

    public static string? Of(string? name)
    {
        if (name is null)
        {
            return null;
        }

        var characters = name.Substring(name.LastIndexOfAny(['/', '\\']) + 1).ToCharArray();
        for (var i = 0; i < characters.Length; i++)
        {
            characters[i] = char.IsControl(characters[i]) || IsDirection(characters[i]) || Unusable.IndexOf(characters[i]) >= 0
                ? '_'
                : characters[i];
        }

        // Dots alone would point at a folder; some platforms drop them, and spaces, at the end of a name.
        var safe = new string(characters).TrimEnd('.', ' ');
        if (safe.Length == 0)
        {
            return null;
        }

        // A dot in front hides a file, and many programs read their settings from such ones.
        return safe[0] == '.' ? "_" + safe.Substring(1) : IsDevice(safe) ? "_" + safe : safe;
    }

    // Turns the text behind it around, so that a program looks like a picture.
    private static bool IsDirection(char c) =>
        c is '\u200E' or '\u200F' or '\u061C' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static bool IsDevice(string name)
    {
        var dot = name.IndexOf('.');
        var stem = (dot < 0 ? name : name.Substring(0, dot)).TrimEnd(' ');
        return Array.Exists(Devices, device => stem.Equals(device, StringComparison.OrdinalIgnoreCase))
            || (stem.Length == 4
                && stem[3] is (>= '1' and <= '9') or '¹' or '²' or '³'
                && Array.Exists(Ports, port => stem.StartsWith(port, StringComparison.OrdinalIgnoreCase)));
    }
}
