using System;

namespace Dify.Generated;

/// <summary>The names that events of one stream had before, so that the same few names are not made anew with every event. One reader at a time.</summary>
internal sealed class EventNames
{
    private readonly string?[] known = new string?[64];

    /// <summary>The string of a name.</summary>
    public string Of(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty)
        {
            return string.Empty;
        }

        // Length and last letter tell Dify's names apart well enough; where they do not, the later name takes the place.
        ref var place = ref known[((name.Length * 31) ^ (name[name.Length - 1] * 7) ^ name[name.Length / 2]) & (known.Length - 1)];
        if (place is null || !name.SequenceEqual(place.AsSpan()))
        {
            place = name.ToString();
        }

        return place;
    }
}
