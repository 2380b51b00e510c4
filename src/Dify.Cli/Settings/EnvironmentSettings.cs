using System;

namespace Dify.Cli.Settings;

/// <summary>What the environment says: the key, which must never stand on a command line where other users of the machine can read it, and the address.</summary>
internal sealed class EnvironmentSettings(Func<string, string?> read)
{
    public const string KeyName = "DIFY_API_KEY";

    public const string AddressName = "DIFY_BASE_URL";

    public string? ApiKey => Trimmed(KeyName);

    public string? BaseUrl => Trimmed(AddressName);

    private string? Trimmed(string name) => read(name)?.Trim() is { Length: > 0 } value ? value : null;
}
