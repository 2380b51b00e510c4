using System;
using System.IO;
using Dify.Cli.Localization;
using Dify.Cli.Settings;
using Dify.Generated.Testing;

namespace Dify.Cli.Mock;

/// <summary>The file that says what the stand-in server does.</summary>
internal sealed class ScriptFile(string path)
{
    private string text = "";

    public string Path => path;

    /// <summary>Reads the script.</summary>
    /// <exception cref="UsageException">The file cannot be read, or is no script.</exception>
    public RunScript Read()
    {
        text = ReadText();
        try
        {
            return RunScript.Parse(text, path);
        }
        catch (RunScriptException exception)
        {
            throw new UsageException(CliText.Format("ScriptUnusable", exception.Message), exception);
        }
    }

    /// <summary>Reads the script if the file says something else than the last time; null otherwise.</summary>
    /// <exception cref="UsageException">The file cannot be read, or is no script.</exception>
    public RunScript? ReadIfChanged() => ReadText() == text ? null : Read();

    private string ReadText()
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException(CliText.Format("FileMissing", path), exception);
        }
    }
}
