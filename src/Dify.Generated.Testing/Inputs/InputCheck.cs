using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Holds the inputs of a start against the app's form, value by value, and turns them into what the run gets.</summary>
internal sealed class InputCheck(IReadOnlyList<AppInput> form, FileRegistry files)
{
    private static readonly string[] TrueWords = ["true", "1", "yes", "on"];
    private static readonly string[] FalseWords = ["false", "0", "no", "off"];

    /// <summary>The refusal, or null with the inputs as the run gets them.</summary>
    public InputRefusal? Refuse(JObject given, EndUser user, out JObject taken)
    {
        taken = given;
        if (form.Count == 0)
        {
            return given.Properties().Select(input => ForeignFile(input.Value, user, mustBeKnown: false))
                .FirstOrDefault(refusal => refusal is not null);
        }

        taken = [];
        foreach (AppInput input in form)
        {
            JToken value = given[input.Name] is { Type: not JTokenType.Null } present ? present.DeepClone() : JsonText.From(input.Default);
            if (given[input.Name] is null or { Type: JTokenType.Null } && input.IsRequired)
            {
                return new InputRefusal($"{input.Name} is required in input form");
            }

            if (value.Type != JTokenType.Null && Refuse(input, user, ref value) is { } refusal)
            {
                return refusal;
            }

            taken[input.Name] = value;
        }

        return null;
    }

    private InputRefusal? Refuse(AppInput input, EndUser user, ref JToken value)
    {
        switch (input.Type)
        {
            case "number":
                return Number(input, ref value);
            case "checkbox":
                value = Flag(value);
                return null;
            case "select" when value.Type != JTokenType.String:
            case AppInput.TextInput or "paragraph" when value.Type != JTokenType.String:
                return new InputRefusal($"(type '{input.Type}') {input.Name} in input form must be a string");
            case "select" when !input.Options.Contains((string)value!):
                return new InputRefusal($"{input.Name} in input form must be one of the following: {PythonText.ListOf(input.Options)}");
            case AppInput.TextInput or "paragraph" when input.MaxLength > 0 && CharactersOf((string)value!) > input.MaxLength:
                return new InputRefusal($"{input.Name} in input form must be less than {input.MaxLength} characters");
            case "file" when IsEmptyText(value) && !input.IsRequired:
            case "file-list" when IsEmptyText(value) && !input.IsRequired:
                value = JValue.CreateNull();
                return null;
            case "file":
                return value is JObject ? ForeignFile(value, user, mustBeKnown: true)
                    : new InputRefusal($"{input.Name} in input form must be a file");
            case "file-list":
                return FileList(input, user, value);
            case "json_object" when value is not JObject && IsTruthy(value):
                return new InputRefusal($"{input.Name} in input form must be a dict");
            default:
                return null;
        }
    }

    private static InputRefusal? Number(AppInput input, ref JToken value)
    {
        if (value is JContainer)
        {
            return new InputRefusal($"expected value type int, float or str, got {PythonText.ClassOf(value)}", IsCrash: true);
        }

        if (value.Type != JTokenType.String)
        {
            return null;
        }

        string text = ((string)value!).Trim();
        if (text.Length == 0)
        {
            value = JValue.CreateNull();
        }
        else if (!text.Contains('.')
            && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger whole))
        {
            value = new JValue(whole);
        }
        else if (text.Contains('.') && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            value = number;
        }
        else
        {
            return new InputRefusal($"{input.Name} in input form must be a valid number");
        }

        return null;
    }

    // Text that is no word for yes or no passes as it is.
    private static JToken Flag(JToken value)
    {
        string word = value.Type is JTokenType.String or JTokenType.Integer or JTokenType.Float
            ? ((JValue)value).ToString(CultureInfo.InvariantCulture).Trim().ToLowerInvariant()
            : "";
        return TrueWords.Contains(word) ? true : FalseWords.Contains(word) ? false : value;
    }

    private InputRefusal? FileList(AppInput input, EndUser user, JToken value)
    {
        if (value is not JArray list || list.Any(item => item is not JObject))
        {
            return new InputRefusal($"{input.Name} in input form must be a list of files");
        }

        return input.MaxLength > 0 && list.Count > input.MaxLength
            ? new InputRefusal($"{input.Name} in input form must be less than {input.MaxLength} files")
            : ForeignFile(value, user, mustBeKnown: true);
    }

    private InputRefusal? ForeignFile(JToken value, EndUser user, bool mustBeKnown)
    {
        IEnumerable<JObject> given = value is JArray list ? list.OfType<JObject>() : value is JObject one ? [one] : [];
        return given.Select(file => files.Refuse(file, user, mustBeKnown)).FirstOrDefault(reason => reason is not null) is { } reason
            ? new InputRefusal(reason)
            : null;
    }

    private static bool IsEmptyText(JToken value) => value is JValue { Value: "" };

    private static bool IsTruthy(JToken value) => value switch
    {
        JArray items => items.Count > 0,
        JValue { Value: string text } => text.Length > 0,
        JValue { Value: bool flag } => flag,
        JValue number => number.Type is not (JTokenType.Integer or JTokenType.Float) || (double)number != 0,
        _ => true,
    };

    private static int CharactersOf(string text) => text.EnumerateRunes().Count();
}
