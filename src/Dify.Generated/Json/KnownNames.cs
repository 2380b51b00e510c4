using System;
using Newtonsoft.Json;

namespace Dify.Generated;

/// <summary>
/// The names of events and members that one stream had before, so that the same few names are not made anew with every event. One reader at a time; what a server makes up is
/// forgotten with the stream.
/// </summary>
internal sealed class KnownNames : JsonNameTable
{
    private const int Places = 256;
    private const int Neighbours = 4;

    private readonly string?[] known = new string?[Places];

    public override string? Get(char[] key, int start, int length) => Of(key.AsSpan(start, length));

    /// <summary>The string of a name.</summary>
    public string Of(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty)
        {
            return string.Empty;
        }

        var first = (name.Length * 31) ^ (name[0] * 7) ^ (name[name.Length / 2] * 3) ^ name[name.Length - 1];
        for (var i = 0; i < Neighbours; i++)
        {
            ref var place = ref known[(first + i) & (Places - 1)];
            if (place is null)
            {
                return place = name.ToString();
            }

            if (name.SequenceEqual(place.AsSpan()))
            {
                return place;
            }
        }

        // More names than Dify has: they are not kept.
        return name.ToString();
    }
}
