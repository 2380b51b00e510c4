namespace Dify.Generated;

/// <summary>Halves of characters: a text with one of them alone cannot be written as UTF-8.</summary>
internal static class Surrogates
{
    public static bool ArePaired(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    return false;
                }

                i++;
            }
        }

        return true;
    }
}
