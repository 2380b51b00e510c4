using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Recordings;

/// <summary>Compares a typed event or answer with the JSON that it was made of.</summary>
internal static class EventMembers
{
    /// <summary>What is lost or changed, and what has no typed member.</summary>
    public static IEnumerable<string> Differences(JObject recorded, object told)
    {
        string place = (told as WorkflowStreamEvent)?.Event ?? told.GetType().Name;
        return Lost(recorded, RecordedEvent.Parse(JsonConvert.SerializeObject(told)), place).Concat(Untyped(told, place));
    }

    private static IEnumerable<string> Lost(JToken recorded, JToken? kept, string place) => recorded switch
    {
        { Type: JTokenType.Null } => kept is null or { Type: JTokenType.Null } or JContainer { Count: 0 }
            ? []
            : [$"{place} is {kept} instead of null"],
        JObject members => kept is JObject typed
            ? members.Properties().SelectMany(member => Lost(member.Value, typed[member.Name], $"{place}.{member.Name}"))
            : [$"{place} is lost"],
        JArray items => kept is JArray typed && typed.Count == items.Count
            ? items.SelectMany((item, index) => Lost(item, typed[index], $"{place}[{index}]"))
            : [$"{place} is lost"],
        { Type: JTokenType.Integer or JTokenType.Float } =>
            kept is { Type: JTokenType.Integer or JTokenType.Float } && (double)kept == (double)recorded
            ? []
            : [$"{place} is {kept} instead of {recorded}"],
        // The record of a run writes its inputs as text; here they are what the text says.
        { Type: JTokenType.String } when kept is JObject =>
            JToken.DeepEquals(RecordedEvent.Parse((string)recorded!), kept) ? [] : [$"{place} is {kept}"],
        _ => JToken.DeepEquals(recorded, kept) ? [] : [$"{place} is {kept} instead of {recorded}"],
    };

    private static IEnumerable<string> Untyped(object? value, string place) => value switch
    {
        null or string or JToken => [],
        IEnumerable items => items.Cast<object?>().SelectMany(item => Untyped(item, place)),
        _ when value.GetType() is { IsClass: true, Namespace: "Dify.Generated" } type =>
            type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.GetIndexParameters().Length == 0)
                .SelectMany(property => property.GetValue(value) is IDictionary<string, JToken> others and not JToken
                    ? others.Keys.Select(name => $"{place}.{name} has no typed member")
                    : Untyped(property.GetValue(value), $"{place}.{property.Name}")),
        _ => [],
    };
}
