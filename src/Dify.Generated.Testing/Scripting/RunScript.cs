using System;
using System.Collections.Generic;
using System.IO;

namespace Dify.Generated.Testing;

/// <summary>
/// The script of a file: what the server and the app are like, which answers go wrong, and what the runs do, one after the other. The
/// README of the package describes the format, and so does its JSON schema.
/// </summary>
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
    private const string SchemaResource = "Dify.Generated.Testing.script.schema.json";

    internal RunScript(IReadOnlyList<ScriptedRun> runs, ScriptSettings settings)
    {
        Runs = runs;
        Settings = settings;
    }

    /// <summary>The JSON schema of script files, for editors and checks in any language.</summary>
    public static string Schema => EmbeddedText.Read(SchemaResource);

    internal IReadOnlyList<ScriptedRun> Runs { get; }

    internal ScriptSettings Settings { get; }

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
