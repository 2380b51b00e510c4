using System;
using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>One step of a script: data, without behaviour.</summary>
internal abstract record RunStep;

/// <summary>A ping, as between events.</summary>
internal sealed record PingStep(int Count = 1) : RunStep;

/// <summary>A known event; members that <paramref name="Data"/> leaves out get the values that a real server would send.</summary>
internal sealed record EventStep(string Name, JObject Data) : RunStep;

/// <summary>An event sent with exactly these members beside <c>event</c> and the ids.</summary>
internal sealed record RawEventStep(string Name, JObject Members) : RunStep;

/// <summary>Bytes put into the stream as they are.</summary>
internal sealed record RawStep(byte[] Bytes) : RunStep;

/// <summary>An <c>error</c> event.</summary>
internal sealed record ErrorStep(ErrorShape Shape, string? Code, int Status, string Message) : RunStep;

/// <summary>A pause for human input.</summary>
internal sealed record PauseStep(IReadOnlyList<PauseForm> Forms) : RunStep;

/// <summary>The end of the run.</summary>
internal sealed record FinishStep(string Status, JToken Outputs, string? Error, int ExceptionsCount, long TotalTokens) : RunStep;

/// <summary>Every open stream of the run is cut; the run goes on.</summary>
internal sealed record DropStep : RunStep;

/// <summary>Every open stream of the run ends cleanly without a terminal event; the run goes on.</summary>
internal sealed record EndStreamStep : RunStep;

/// <summary>The run waits for a stop call.</summary>
internal sealed record WaitForStopStep : RunStep;

/// <summary>The run waits until a stream of it is open.</summary>
internal sealed record WaitForReaderStep : RunStep;

/// <summary>The run waits for a test's signal.</summary>
internal sealed record HoldStep(RunSignal Signal) : RunStep;

/// <summary>The run waits, by the server's clock.</summary>
internal sealed record WaitStep(TimeSpan Duration) : RunStep;
