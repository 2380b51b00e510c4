using System;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>Reads and writes a problem as Dify writes it: code, message, status, and whatever else there is.</summary>
internal sealed class DifyProblemConverter : JsonConverter
{
    public override bool CanConvert(Type objectType) => objectType == typeof(DifyProblem);

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
        => JsonValue.Read(reader) is JObject members ? ProblemReader.Read(0, members) : null;

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer)
    {
        var problem = (DifyProblem)value!;
        var members = new JObject();
        foreach (var member in problem.Members)
        {
            members[member.Key] = member.Value.DeepClone();
        }

        if (!problem.Code.IsEmpty)
        {
            members["code"] = problem.Code.Value;
        }

        if (problem.Message is { } message)
        {
            members["message"] = message;
        }

        if (problem.Status != 0)
        {
            members["status"] = problem.Status;
        }

        members.WriteTo(writer);
    }
}
