using System.Collections.Generic;
using System.Text.Json.Serialization;
using Dify.Generated;

namespace Dify.Native;

/// <summary>Inputs of the program's own type.</summary>
internal sealed record Question(string Topic, int Words);

/// <summary>Outputs of the program's own type.</summary>
internal sealed record Reply(string Answer);

/// <summary>The metadata that System.Text.Json needs in a program without reflection: of its own types, and of those of the library that it
/// sends on.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Question))]
[JsonSerializable(typeof(Reply))]
[JsonSerializable(typeof(WorkflowOutcome))]
[JsonSerializable(typeof(WorkflowStreamEvent))]
[JsonSerializable(typeof(WorkflowExecutionRequest))]
[JsonSerializable(typeof(DifyProblem))]
[JsonSerializable(typeof(Dictionary<string, object>))]
internal sealed partial class ProgramJson : JsonSerializerContext;
