using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Dify.Cli.Localization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Settings;

/// <summary>The file that keeps the profiles of one user of the machine. Nobody else may read it: it holds keys.</summary>
internal sealed class ProfileFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly SortedDictionary<string, Profile> profiles = new(StringComparer.Ordinal);

    private ProfileFile(string path) => Path = path;

    public string Path { get; }

    public IReadOnlyDictionary<string, Profile> Profiles => profiles;

    /// <summary>The profile that is used where neither a command line nor the environment names another; null if there is none.</summary>
    public string? Default { get; private set; }

    /// <exception cref="UsageException">The file is no list of profiles, or others may read it.</exception>
    public static ProfileFile Read(string path)
    {
        var file = new ProfileFile(path);
        if (!File.Exists(path))
        {
            return file;
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            throw new UsageException(CliText.Format("ProfilesReadable", path));
        }

        try
        {
            file.Take((JObject)JsonText.Parse(File.ReadAllText(path)));
            return file;
        }
        catch (JsonReaderException exception)
        {
            throw JsonText.Refusal(path, exception);
        }
        catch (Exception exception) when (exception is JsonException or InvalidCastException or ArgumentException)
        {
            throw new UsageException(CliText.Format("ProfilesUnreadable", path), exception);
        }
    }

    public void Put(string name, Profile profile)
    {
        profiles[name] = profile;
        Default ??= name;
    }

    public void Use(string name) => Default = name;

    public bool Remove(string name)
    {
        Default = Default == name ? null : Default;
        return profiles.Remove(name);
    }

    /// <summary>Writes the file anew, beside the old one until it is whole.</summary>
    public void Write()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        var unfinished = $"{Path}.{Environment.ProcessId}";
        using (var writer = new StreamWriter(unfinished, options))
        {
            writer.WriteLine(ToJson().ToString(Formatting.Indented));
        }

        File.Move(unfinished, Path, overwrite: true);
    }

    private void Take(JObject content)
    {
        Default = (string?)content["default"];
        foreach (var (name, value) in (JObject)content["profiles"]!)
        {
            profiles.Add(name, new Profile((string?)value!["base_url"], (string?)value["api_key"], (string?)value["key_variable"]));
        }
    }

    private JObject ToJson() => new()
    {
        ["default"] = Default,
        ["profiles"] = new JObject(profiles.Select(static entry => new JProperty(entry.Key, new JObject
        {
            ["base_url"] = entry.Value.BaseUrl,
            ["api_key"] = entry.Value.ApiKey,
            ["key_variable"] = entry.Value.KeyVariable,
        }))),
    };
}
