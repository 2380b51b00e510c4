using System;

namespace Dify.Generated;

/// <summary>
/// The names of events and members that the streams of one client had before, so that the same few names are not made anew with every
/// event. Any number of readers at a time: whichever string comes first stays. What a server makes up goes no further than its client, and
/// there are so many places and no more.
/// </summary>
internal sealed class KnownNames
{
    private const int Places = 256;
    private const int Neighbours = 4;
    private const int LongestName = 64;

    private readonly string?[] known = new string?[Places];

    /// <summary>The string of a name.</summary>
    public string Of(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name.Length > LongestName)
        {
            return name.ToString();
        }

        var first = (name.Length * 31) ^ (name[0] * 7) ^ (name[name.Length / 2] * 3) ^ name[name.Length - 1];
        for (var i = 0; i < Neighbours; i++)
        {
            ref var place = ref known[(first + i) & (Places - 1)];
            var there = place;
            if (there is null)
            {
                return place = name.ToString();
            }

            if (name.SequenceEqual(there.AsSpan()))
            {
                return there;
            }
        }

        // More names than Dify has: they are not kept.
        return name.ToString();
    }
}
