using System.Collections.Generic;

namespace Dify.Generated.Testing;

/// <summary>The steps of one run, and the workflow that they are for (null: any).</summary>
internal sealed record ScriptedRun(string? WorkflowId, IReadOnlyList<RunStep> Steps);
