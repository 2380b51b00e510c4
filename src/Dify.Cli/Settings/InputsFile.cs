using System.IO;
using Dify.Cli.Localization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Settings;

/// <summary>A file with the inputs of a run: one JSON object.</summary>
internal static class InputsFile
{
    /// <exception cref="UsageException">There is no such file, or it holds something else.</exception>
    public static JObject Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new UsageException(CliText.Format("FileMissing", path));
        }

        try
        {
            return JsonText.Parse(File.ReadAllText(path)) as JObject ?? throw new UsageException(CliText.Format("NotAnObject", path));
        }
        catch (JsonReaderException exception)
        {
            throw new UsageException(CliText.Format("FileNotJson", path, exception.LineNumber, exception.LinePosition), exception);
        }
    }
}
