using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.OddAnswers;

/// <summary>Holds an event that was told against the one that was sent: whatever a member was, it is there to be read.</summary>
internal static class KeptMember
{
    // Seconds, and what other programs count time in.
    private static readonly double[] Scales = [1, 1e3, 1e6, 1e9];

    /// <summary>What became of a member that is not to be read any more; null if nothing was lost.</summary>
    public static string? Difference(DifyStreamEvent told, JObject sent, string place, string value)
    {
        string written = told is UnknownEvent unknown ? unknown.Raw : JsonConvert.SerializeObject(told);
        JToken? kept = PlainJson(written).SelectToken(place);
        JToken was = sent.SelectToken(place)!;
        bool isNothing = was.Type == JTokenType.Null || string.IsNullOrWhiteSpace(value.Trim('"'));
        return isNothing || (kept is not null && Same(was, kept)) ? null : $"{was} became {kept?.ToString() ?? "nothing"} in {written}";
    }

    // As it came, or as the number, the time, the text or the word that it stands for; a class that is read from an object without its
    // members writes those that are never nothing.
    private static bool Same(JToken was, JToken kept) => (was, kept) switch
    {
        (JObject sent, JObject written) => sent.Properties().All(member => written[member.Name] is { } value && Same(member.Value, value)),
        (JArray { Count: 1 }, JArray { Count: 1 }) => Same(was[0]!, kept[0]!),
        (JContainer, JValue { Value: string word }) => word == was.ToString(Formatting.None),
        (JValue, JValue) => Text(was) == Text(kept)
            || (Number(was) is { } number && (Number(kept) is not { } read || Scales.Any(scale => IsNear(number / scale, read)))),
        _ => JToken.DeepEquals(was, kept),
    };

    private static string Text(JToken token) => token.ToString(Formatting.None).Trim('"').ToLowerInvariant();

    // A date is the seconds that it stands for.
    private static double? Number(JToken token)
        => double.TryParse(Text(token), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : DateTimeOffset.TryParse(Text(token), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
                ? time.ToUnixTimeSeconds()
                : null;

    // As near as a double can be.
    private static bool IsNear(double one, double other) => Math.Abs(one - other) <= Math.Abs(one) * 1e-12;

    private static JObject PlainJson(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }
}
