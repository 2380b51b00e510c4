using System;

namespace Dify.Generated;

/// <summary>
/// The short texts that came last, so that the ids that each event of a run repeats are one string and not a new one with every event.
/// There are so many places and no more, and a text takes the place of another one: what a server makes up costs no memory. For one reader.
/// </summary>
internal sealed class RepeatedTexts
{
    private const int Places = 64;

    // An id has 36 characters.
    private const int Longest = 40;

    private readonly string?[] last = new string?[Places];

    /// <summary>The string of a text.</summary>
    public string Of(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.Length > Longest)
        {
            return text.ToString();
        }

        ref var place = ref last[((text.Length * 31) + (text[0] * 7) + (text[text.Length / 2] * 3) + text[text.Length - 1]) & (Places - 1)];
        return place is { } known && text.SequenceEqual(known.AsSpan()) ? known : place = text.ToString();
    }
}
