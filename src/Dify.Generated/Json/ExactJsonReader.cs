using System;
using System.Buffers;
using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>
/// Reads JSON that lies in memory, by RFC 8259 and with the words NaN and Infinity, which some servers write. A value is made only when it
/// is asked for, and loses no digit: see <see cref="ExactNumber"/>. One reader reads any number of texts, one after another.
/// </summary>
internal sealed class ExactJsonReader : JsonReader, IJsonLineInfo
{
    private static readonly object True = true;
    private static readonly object False = false;

    private readonly KnownNames? names;
    private readonly RepeatedTexts? texts;
    private ReadOnlyMemory<char> text;
    private int start;
    private int length;
    private bool isEscaped;
    private object? value;
    private string? numberText;

    /// <summary>Makes a reader of one text.</summary>
    public ExactJsonReader(ReadOnlyMemory<char> text)
        : this(null, null) => this.text = text;

    /// <summary>Makes a reader of texts in which the same names and values come again and again.</summary>
    public ExactJsonReader(KnownNames? names, RepeatedTexts? texts)
    {
        this.names = names;
        this.texts = texts;
        MaxDepth = DifyJson.MaxDepth;
        SupportMultipleContent = true;
    }

    /// <summary>Where in the text the reader stands: right behind the token.</summary>
    public int Position { get; private set; }

    /// <summary>What stood where the documents describe another kind of JSON; whoever reads the member takes it.</summary>
    public JToken? Odd { get; set; }

    /// <inheritdoc/>
    public override object? Value => base.Value ?? (value ??= MakeValue());

    /// <inheritdoc/>
    public override Type? ValueType => Value?.GetType();

    /// <summary>The text of the number that the reader stands on when no .NET number holds it exactly, else null.</summary>
    public string? NumberText => Value is null ? null : numberText;

    /// <summary>The number, word or text that the reader stands on, as it is written, escapes included.</summary>
    public ReadOnlySpan<char> Written => text.Span.Slice(start, length);

    /// <inheritdoc/>
    public int LineNumber => 1 + Count('\n', text.Span.Slice(0, Position));

    /// <inheritdoc/>
    public int LinePosition => Position - 1 - text.Span.Slice(0, Position).LastIndexOf('\n');

    /// <inheritdoc/>
    public bool HasLineInfo() => true;

    /// <summary>Goes on with another text. The last one was read to its end.</summary>
    public void GoOn(ReadOnlyMemory<char> next)
    {
        text = next;
        Position = 0;
        SetStateBasedOnCurrent();
    }

    /// <summary>The text from a place to where the reader stands.</summary>
    public ReadOnlyMemory<char> Since(int place) => text.Slice(place, Position - place);

    /// <inheritdoc/>
    public override bool Read()
    {
        value = null;
        numberText = null;
        var chars = text.Span;
        var next = SkipBlank(chars);
        if (CurrentState == State.PostValue && next == ',')
        {
            Position++;
            SetStateBasedOnCurrent();
            next = SkipBlank(chars);
        }
        else if (CurrentState is State.PostValue or State.ObjectStart && next == '}')
        {
            return Take(JsonToken.EndObject);
        }
        else if (CurrentState is State.PostValue or State.ArrayStart && next == ']')
        {
            return Take(JsonToken.EndArray);
        }
        else if (CurrentState == State.PostValue && next >= 0)
        {
            throw Unexpected();
        }

        if (next < 0)
        {
            SetToken(JsonToken.None);
            return false;
        }

        if (CurrentState is State.ObjectStart or State.Object)
        {
            ReadName(chars, next);
        }
        else
        {
            ReadValue(chars, next);
        }

        return true;
    }

    private bool Take(JsonToken token)
    {
        Position++;
        SetToken(token);
        return true;
    }

    private int SkipBlank(ReadOnlySpan<char> chars)
    {
        while (Position < chars.Length)
        {
            var next = chars[Position];
            if (!char.IsWhiteSpace(next))
            {
                return next;
            }

            Position++;
        }

        return -1;
    }

    private void ReadName(ReadOnlySpan<char> chars, int next)
    {
        if (next != '"')
        {
            throw Unexpected();
        }

        ScanText(chars);
        var written = chars.Slice(start, length);
        var name = isEscaped ? Unescape(written) : names?.Of(written) ?? written.ToString();
        if (SkipBlank(chars) != ':')
        {
            throw Unexpected();
        }

        Position++;
        SetToken(JsonToken.PropertyName, name);
    }

    private void ReadValue(ReadOnlySpan<char> chars, int next)
    {
        switch (next)
        {
            case '"':
                ScanText(chars);
                SetToken(JsonToken.String);
                break;
            case '{':
                Take(JsonToken.StartObject);
                break;
            case '[':
                Take(JsonToken.StartArray);
                break;
            case 't':
                TakeWord(chars, "true", JsonToken.Boolean, True);
                break;
            case 'f':
                TakeWord(chars, "false", JsonToken.Boolean, False);
                break;
            case 'n':
                TakeWord(chars, "null", JsonToken.Null, null);
                break;
            case 'N':
                TakeWord(chars, "NaN", JsonToken.Float, double.NaN);
                break;
            case 'I':
                TakeWord(chars, "Infinity", JsonToken.Float, double.PositiveInfinity);
                break;
            case '-' when chars.Slice(Position).StartsWith("-I".AsSpan()):
                TakeWord(chars, "-Infinity", JsonToken.Float, double.NegativeInfinity);
                break;
            default:
                start = Position;
                length = ExactNumber.Length(chars.Slice(Position), out var isWhole);
                Position += length;
                SetToken(length == 0 ? throw Unexpected() : isWhole ? JsonToken.Integer : JsonToken.Float);
                break;
        }
    }

    private void TakeWord(ReadOnlySpan<char> chars, string word, JsonToken token, object? meaning)
    {
        if (!chars.Slice(Position).StartsWith(word.AsSpan()))
        {
            throw Unexpected();
        }

        start = Position;
        length = word.Length;
        Position += length;
        SetToken(token, meaning);
    }

    // From quote to quote. A line break within is no JSON, and is let pass: the data of an event may have several lines.
    private void ScanText(ReadOnlySpan<char> chars)
    {
        start = Position + 1;
        isEscaped = false;
        var end = start;
        while (true)
        {
            var found = end < chars.Length ? chars.Slice(end).IndexOfAny('"', '\\') : -1;
            if (found < 0)
            {
                Position = chars.Length;
                throw Unexpected();
            }

            end += found;
            if (chars[end] == '"')
            {
                break;
            }

            isEscaped = true;
            end += 2;
        }

        length = end - start;
        Position = end + 1;
    }

    private object? MakeValue() => TokenType switch
    {
        JsonToken.String when isEscaped => Unescape(Written),
        JsonToken.String => texts?.Of(Written) ?? Written.ToString(),
        JsonToken.Integer => ExactNumber.Whole(Written, out numberText),
        JsonToken.Float => ExactNumber.Broken(Written, out numberText),
        _ => null,
    };

    private string Unescape(ReadOnlySpan<char> written)
    {
        var buffer = ArrayPool<char>.Shared.Rent(written.Length);
        var count = 0;
        for (var i = 0; i < written.Length; i++)
        {
            buffer[count++] = written[i] != '\\' ? written[i] : written[++i] switch
            {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                'b' => '\b',
                'f' => '\f',
                'u' => CodeUnit(written, ref i),
                '"' or '\\' or '/' => written[i],
                _ => throw Unexpected(),
            };
        }

        ReplaceHalves(buffer.AsSpan(0, count));
        var made = buffer.AsSpan(0, count).ToString();
        ArrayPool<char>.Shared.Return(buffer);
        return made;
    }

    private char CodeUnit(ReadOnlySpan<char> written, ref int i)
    {
        const int Digits = 4;
        if (written.Length - i <= Digits)
        {
            throw Unexpected();
        }

        var unit = 0;
        foreach (var c in written.Slice(i + 1, Digits))
        {
            unit = (unit << 4) + c switch
            {
                >= '0' and <= '9' => c - '0',
                >= 'a' and <= 'f' => c - 'a' + 10,
                >= 'A' and <= 'F' => c - 'A' + 10,
                _ => throw Unexpected(),
            };
        }

        i += Digits;
        return (char)unit;
    }

    // Half of a pair is no character, and no UTF-8 holds it.
    private static void ReplaceHalves(Span<char> made)
    {
        for (var i = 0; i < made.Length; i++)
        {
            if (char.IsHighSurrogate(made[i]) && i + 1 < made.Length && char.IsLowSurrogate(made[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(made[i]))
            {
                made[i] = '\uFFFD';
            }
        }
    }

    private JsonReaderException Unexpected() => new("The text is no JSON.", string.Empty, LineNumber, LinePosition, null);

    private static int Count(char wanted, ReadOnlySpan<char> chars)
    {
        var count = 0;
        foreach (var c in chars)
        {
            count += c == wanted ? 1 : 0;
        }

        return count;
    }
}
