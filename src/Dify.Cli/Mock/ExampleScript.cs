using System.Globalization;
using System.IO;
using Dify.Cli.Localization;
using Dify.Cli.Settings;
using Dify.Generated.Testing;

namespace Dify.Cli.Mock;

/// <summary>
/// A script to begin with, whose comments say what else it could do, in the language of the program; beside it its schema.
/// </summary>
internal static class ExampleScript
{
    private const string SchemaName = "dify-mock.schema.json";

    /// <summary>Writes both files.</summary>
    /// <returns>The path of the schema.</returns>
    /// <exception cref="UsageException">The example would replace a file, or there is no such folder.</exception>
    public static string Write(string path)
    {
        if (File.Exists(OutputPath.Check(path)))
        {
            throw new UsageException(CliText.Format("InitExists", path));
        }

        string schema = Path.Combine(Path.GetDirectoryName(path) ?? "", SchemaName);
        File.WriteAllText(path, Text());
        File.WriteAllText(schema, RunScript.Schema);
        return schema;
    }

    /// <summary>The example in the language of the program.</summary>
    public static string Text()
    {
        string language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "ja" ? "ja" : "en";
        using Stream stream = typeof(ExampleScript).Assembly.GetManifestResourceStream($"Dify.Cli.Mock.example.{language}.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
