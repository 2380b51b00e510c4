using System;

namespace Dify.Native;

/// <summary>What the program finds out; the first thing that is not as it should be ends it.</summary>
internal static class Check
{
    public static int Passed { get; private set; }

    public static void That(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException("Not so: " + what);
        }

        Passed++;
    }

    public static void Same<T>(T expected, T found, string what)
        => That(Equals(expected, found), $"{what}: expected {expected}, found {found}");
}
