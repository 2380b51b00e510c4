using System;
using System.Globalization;
using System.Numerics;

namespace Dify.Generated;

/// <summary>
/// Makes .NET numbers of JSON ones without losing a digit: one that a double would round becomes a decimal, and one that not even a decimal
/// holds stays the text that it is.
/// </summary>
internal static class ExactNumber
{
    private const int DigitsOfADouble = 15;
    private const int DigitsOfADecimal = 28;
    private const int DigitsOfALong = 18;

    // To make a number of very many digits takes time that grows with their square.
    private const int MostDigits = 380;

    /// <summary>How many characters the number at the beginning of a text has; 0 if it begins with none.</summary>
    public static int Length(ReadOnlySpan<char> text, out bool isWhole)
    {
        isWhole = true;
        var end = text.Length > 0 && text[0] == '-' ? 1 : 0;
        var digits = Digits(text, end);
        if (digits == 0 || (digits > 1 && text[end] == '0'))
        {
            return 0;
        }

        end += digits;
        if (end < text.Length && text[end] == '.')
        {
            isWhole = false;
            digits = Digits(text, end + 1);
            end += 1 + digits;
        }

        if (digits > 0 && end < text.Length && text[end] is 'e' or 'E')
        {
            isWhole = false;
            end += end + 1 < text.Length && text[end + 1] is '+' or '-' ? 2 : 1;
            digits = Digits(text, end);
            end += digits;
        }

        return digits == 0 ? 0 : end;
    }

    /// <summary>A whole number of 64 bits.</summary>
    /// <returns>Whether it is one.</returns>
    public static bool TryInt64(ReadOnlySpan<char> number, out long value)
    {
        if (number.Length > DigitsOfALong)
        {
            return long.TryParse(number.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
        }

        value = 0;
        foreach (var c in number)
        {
            value = c == '-' ? value : (value * 10) + (c - '0');
        }

        value = number[0] == '-' ? -value : value;
        return true;
    }

    /// <summary>The nearest double.</summary>
    /// <returns>Whether there is one.</returns>
    public static bool TryDouble(ReadOnlySpan<char> number, out double value)
#if NET
        => double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
#else
        => double.TryParse(number.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out value);
#endif

    /// <summary>A whole number of any size.</summary>
    /// <param name="number">The number as it is written.</param>
    /// <param name="text">The same, if no .NET number is made of it.</param>
    public static object Whole(ReadOnlySpan<char> number, out string? text)
    {
        text = null;
        return TryInt64(number, out var small) ? small
            : number.Length <= MostDigits ? BigInteger.Parse(number.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            : Nearest(number, out text);
    }

    /// <summary>A number with a point or an exponent.</summary>
    /// <param name="number">The number as it is written.</param>
    /// <param name="text">The same, if no .NET number holds it exactly.</param>
    public static object Broken(ReadOnlySpan<char> number, out string? text)
    {
        text = null;
        var digits = SignificantDigits(number);
        if (digits <= DigitsOfADouble && TryDouble(number, out var plain) && !double.IsInfinity(plain) && (plain != 0 || digits == 0)
            && !EndsInZero(number))
        {
            return plain;
        }

        return digits <= DigitsOfADecimal
            && decimal.TryParse(number.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            && (exact != 0 || digits == 0)
            && SignificantDigits(exact.ToString(CultureInfo.InvariantCulture).AsSpan()) == digits
                ? exact
                : Nearest(number, out text);
    }

    private static object Nearest(ReadOnlySpan<char> number, out string text)
    {
        text = number.ToString();

        // .NET Framework does not read what is beyond its range.
        return TryDouble(number, out var value) ? value : number[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
    }

    private static int Digits(ReadOnlySpan<char> text, int from)
    {
        var end = from;
        while (end < text.Length && text[end] is >= '0' and <= '9')
        {
            end++;
        }

        return end - from;
    }

    // A price of 1.10 is to stay one; the single zero of 2.0 is what a double is written with.
    private static bool EndsInZero(ReadOnlySpan<char> number)
    {
        var point = number.IndexOf('.');
        return point >= 0 && number.Length - point > 2 && number[number.Length - 1] == '0' && number.IndexOfAny('e', 'E') < 0;
    }

    // Zeros before the first other digit and after the last one carry no value.
    private static int SignificantDigits(ReadOnlySpan<char> number)
    {
        var digits = 0;
        var zeros = 0;
        foreach (var c in number)
        {
            if (c is 'e' or 'E')
            {
                break;
            }

            if (c == '0')
            {
                zeros += digits > 0 ? 1 : 0;
            }
            else if (c is >= '1' and <= '9')
            {
                digits += zeros + 1;
                zeros = 0;
            }
        }

        return digits;
    }
}
