using System;
using System.Collections.Generic;
using System.IO;
using Dify.Cli.Localization;

namespace Dify.Cli.Settings;

/// <summary>What the environment says: the key, which must never stand on a command line where other users of the machine can read it, and
/// the address.</summary>
internal sealed class EnvironmentSettings(Func<string, string?> read)
{
    public const string KeyName = "DIFY_API_KEY";

    /// <summary>Knowledge bases have a key of their own.</summary>
    public const string KnowledgeKeyName = "DIFY_KNOWLEDGE_API_KEY";

    public const string AddressName = "DIFY_BASE_URL";

    public const string ProfileName = "DIFY_PROFILE";

    public string? ApiKey => Trimmed(KeyName);

    public string? BaseUrl => Trimmed(AddressName);

    /// <summary>Where the profiles of this user are kept; null if the environment names no folder for such things.</summary>
    public string? ProfilePath
    {
        get
        {
            var folder = Trimmed("XDG_CONFIG_HOME")
                ?? Trimmed("APPDATA") ?? (Trimmed("HOME") is { } home ? Path.Combine(home, ".config") : null);
            return folder is null ? null : Path.Combine(folder, "dify", "profiles.json");
        }
    }

    /// <summary>The same surroundings for what has a key of its own: where its variable is set, that is the key.</summary>
    public EnvironmentSettings ForKey(string name)
        => Trimmed(name) is { } key ? new EnvironmentSettings(variable => variable == KeyName ? key : read(variable)) : this;

    /// <summary>The key and the address as a profile has them, if the command line or the environment names one, or nothing else has a
    /// key.</summary>
    /// <param name="named">The profile that the command line names, or null.</param>
    /// <exception cref="UsageException">There is no such profile, or its variable is not set.</exception>
    public EnvironmentSettings WithProfile(string? named)
    {
        var name = named ?? Trimmed(ProfileName);
        if (name is null && ApiKey is not null)
        {
            return this;
        }

        var file = ProfilePath is { } path ? ProfileFile.Read(path) : null;
        name ??= file?.Default;
        if (name is null)
        {
            return this;
        }

        var profile = file?.Profiles.GetValueOrDefault(name)
            ?? throw new UsageException(
                CliText.Format("ProfileUnknown", name, file is { Profiles.Count: > 0 } ? string.Join(", ", file.Profiles.Keys) : "–"));
        var key = profile.ApiKey ?? Trimmed(profile.KeyVariable!)
            ?? throw new UsageException(CliText.Format("ProfileVariableUnset", name, profile.KeyVariable));
        return new EnvironmentSettings(variable => variable switch
        {
            KeyName => key,
            AddressName => profile.BaseUrl,
            _ => read(variable),
        });
    }

    public string? Trimmed(string name) => read(name)?.Trim() is { Length: > 0 } value ? value : null;
}
