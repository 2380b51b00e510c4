using System;
using System.Collections.Generic;
using System.IO;

namespace Dify.Generated.Testing;

/// <summary>The scripts of a file: what the runs do, one after the other. The README of the package describes the format.</summary>
/// <example>
/// <code>
/// {
///   "stop_ends_as": "stopped",
///   "runs": [
///     { "steps": [ "started", { "text": "Hello" }, { "finish": { "outputs": { "answer": "Hello" } } } ] },
///     { "workflow_id": "0b1c4c56-34f5-4c3c-9d3b-1f4a6f0a3a58", "steps": [ "started", { "pause": { "content": "Go on?" } }, "finish" ] }
///   ]
/// }
/// </code>
/// </example>
public sealed class RunScript
{
    internal RunScript(IReadOnlyList<ScriptedRun> runs, StopOutcome? stopEndsAs)
    {
        Runs = runs;
        StopEndsAs = stopEndsAs;
    }

    internal IReadOnlyList<ScriptedRun> Runs { get; }

    internal StopOutcome? StopEndsAs { get; }

    /// <summary>Reads a script file.</summary>
    /// <param name="path">The file: JSON in UTF-8.</param>
    /// <returns>The scripts.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="RunScriptException">The file's content is not a script; the message names the line and the member.</exception>
    public static RunScript Load(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return Parse(File.ReadAllText(path), path);
    }

    /// <summary>Reads a script from text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">What messages call the text.</param>
    /// <returns>The scripts.</returns>
    /// <exception cref="RunScriptException">The text is not a script; the message names the line and the member.</exception>
    public static RunScript Parse(string json, string source = "script")
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(source);
        return ScriptReader.Read(json, source);
    }
}
