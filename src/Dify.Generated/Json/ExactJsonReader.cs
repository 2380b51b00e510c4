using System;
using System.Globalization;
using System.IO;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>
/// Reads a JSON text that lies in memory and loses no digit of a number: one that a double would round becomes a decimal, and
/// <see cref="NumberText"/> has the text of one that not even a decimal holds. A stream reads one event after another with the same reader, because making one costs more than
/// reading a small event.
/// </summary>
internal sealed class ExactJsonReader : JsonTextReader
{
    private const int DigitsOfADouble = 15;
    private const int DigitsOfADecimal = 28;

    private readonly CharBufferReader text;
    private int lineStart;
    private int lineNumber = 1;

    public ExactJsonReader(ReadOnlyMemory<char> text)
        : this(new CharBufferReader(text))
    {
    }

    private ExactJsonReader(CharBufferReader text)
        : base(text)
    {
        this.text = text;
        ArrayPool = CharArrayPool.Instance;
        CloseInput = false;
        DateParseHandling = DateParseHandling.None;
        FloatParseHandling = FloatParseHandling.Double;
        MaxDepth = DifyJson.MaxDepth;
        Culture = CultureInfo.InvariantCulture;
    }

    /// <summary>The text of the current number when no .NET number holds it exactly, else null.</summary>
    public string? NumberText { get; private set; }

    /// <summary>Whether the text was read to its last character, so that another one can follow.</summary>
    public bool IsAtEnd => Position() == text.Chars.Length;

    /// <summary>What stood where the documents describe another kind of JSON; whoever reads the member takes it.</summary>
    public JToken? Odd { get; set; }

    /// <summary>The number that the reader stands on, as it is written.</summary>
    public string WrittenNumber => CurrentNumber() is { Length: > 0 } written ? written.ToString() : Convert.ToString(Value, CultureInfo.InvariantCulture)!;

    /// <summary>Whether a number stands right behind the name that was read.</summary>
    public bool NumberIsNext
    {
        get
        {
            var chars = text.Chars;
            var at = Position();
            at += at < chars.Length && chars[at] == ' ' ? 1 : 0;
            return at < chars.Length && chars[at] is (>= '0' and <= '9') or '-';
        }
    }

    /// <summary>How many lines of earlier texts are counted in line numbers.</summary>
    public int EarlierLines { get; private set; }

    /// <summary>Goes on with another text. The last one was read to its end, and <see cref="JsonReader.SupportMultipleContent"/> is set.</summary>
    public void GoOn(ReadOnlyMemory<char> next)
    {
        text.GoOn(next);
        EarlierLines = LineNumber;
        lineStart = 0;
        lineNumber = LineNumber + 1;
    }

    /// <summary>The text from a place to where the reader stands.</summary>
    public ReadOnlyMemory<char> Since(int start) => text.Memory.Slice(start, Position() - start);

    public override bool Read()
    {
        NumberText = null;
        if (!base.Read())
        {
            return false;
        }

        if (TokenType == JsonToken.Float)
        {
            KeepDigits();
        }

        return true;
    }

    private void KeepDigits()
    {
        var number = CurrentNumber();
        if (number.Length == 0)
        {
            // The words NaN and Infinity, which some servers write.
            return;
        }

        var digits = SignificantDigits(number);
        if (digits <= DigitsOfADouble && Value is double plain && !double.IsInfinity(plain) && (plain != 0 || digits == 0) && !EndsInZero(number))
        {
            return;
        }

        var written = number.ToString();
        if (digits <= DigitsOfADecimal
            && decimal.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            && (exact != 0 || digits == 0)
            && SignificantDigits(exact.ToString(CultureInfo.InvariantCulture).AsSpan()) == digits)
        {
            SetToken(JsonToken.Float, exact, updateIndex: false);
        }
        else
        {
            NumberText = written;
        }
    }

    // The reader stands right behind the number; its start is found by walking back over what numbers are made of.
    private ReadOnlySpan<char> CurrentNumber()
    {
        var chars = text.Chars;
        var end = Position();
        var start = end;
        while (start > 0 && chars[start - 1] is (>= '0' and <= '9') or '.' or '-' or '+' or 'e' or 'E')
        {
            start--;
        }

        return chars.Slice(start, end - start);
    }

    /// <summary>Where in the text the reader stands.</summary>
    public int Position()
    {
        var chars = text.Chars;
        while (lineNumber < LineNumber && lineStart < chars.Length)
        {
            var c = chars[lineStart++];
            if (c == '\n' || (c == '\r' && (lineStart == chars.Length || chars[lineStart] != '\n')))
            {
                lineNumber++;
            }
        }

        return Math.Min(lineStart + LinePosition, chars.Length);
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
