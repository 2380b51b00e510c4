using System;
using System.IO;
using Dify.Cli.Localization;
using Dify.Cli.Settings;
using Dify.Generated.Testing;
using Newtonsoft.Json;

namespace Dify.Cli.Mock;

/// <summary>The file that says what the stand-in server does, or what is piped in.</summary>
internal sealed class ScriptFile(string path, Func<Stream> openInput)
{
    private string text = "";

    public string Path => path;

    /// <summary>Whether the script is what is piped in, which can be read once only.</summary>
    public bool IsPiped => path == StandardStream.Name;

    private string Name => IsPiped ? CliText.Get("StandardInput") : path;

    /// <summary>Reads the script.</summary>
    /// <exception cref="UsageException">The file cannot be read, or is no script.</exception>
    public RunScript Read()
    {
        text = ReadText();
        try
        {
            return RunScript.Parse(text, Name);
        }
        catch (RunScriptException exception) when (exception.InnerException is JsonReaderException place)
        {
            throw JsonText.Refusal(Name, place);
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
            using var reader = new StreamReader(IsPiped ? openInput() : File.OpenRead(path));
            return reader.ReadToEnd();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException(CliText.Format("FileMissing", path), exception);
        }
    }
}
