using System;
using System.IO;
using Dify.Cli.Localization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Settings;

/// <summary>A file with the inputs of a run, or what is piped in: one JSON object.</summary>
internal static class InputsFile
{
    /// <exception cref="UsageException">There is no such file, or it holds something else.</exception>
    public static JObject Read(string path, Func<Stream> openInput)
    {
        var isPiped = path == StandardStream.Name;
        var name = isPiped ? CliText.Get("StandardInput") : path;
        if (!isPiped && !File.Exists(path))
        {
            throw new UsageException(CliText.Format("FileMissing", path));
        }

        try
        {
            using var reader = new StreamReader(isPiped ? openInput() : File.OpenRead(path));
            return JsonText.Parse(reader.ReadToEnd()) as JObject ?? throw new UsageException(CliText.Format("NotAnObject", name));
        }
        catch (JsonReaderException exception)
        {
            throw JsonText.Refusal(name, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(CliText.Format("FileUnreadable", name, exception.Message), exception);
        }
    }
}
