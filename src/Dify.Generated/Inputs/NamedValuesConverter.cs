using System;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>Reads and writes inputs and answers as the JSON object that is sent; without it they would be a list of pairs.</summary>
internal sealed class NamedValuesConverter : JsonConverter
{
    public override bool CanConvert(Type objectType) => objectType == typeof(WorkflowInputs) || objectType == typeof(HumanInputAnswers);

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
    {
        var value = JsonValue.Read(reader);
        if (value.Type == JTokenType.Null)
        {
            return null;
        }

        var members = value as JObject ?? throw JsonFailure.At(reader, "a JSON object");
        var inputs = new WorkflowInputs();
        var answers = new HumanInputAnswers();
        foreach (var member in members)
        {
            inputs[member.Key] = member.Value;
            answers[member.Key] = member.Value;
        }

        return objectType == typeof(WorkflowInputs) ? inputs : answers;
    }

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer)
        => ((value as WorkflowInputs)?.ToJson() ?? ((HumanInputAnswers)value!).ToJson()).WriteTo(writer);
}
