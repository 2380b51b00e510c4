using System;

namespace Dify.Generated;

/// <summary>The variables by which a program is told its server and its keys; the command line reads the same.</summary>
internal static class DifyEnvironment
{
    /// <summary>The variable with the key of the one client of a program that runs workflows.</summary>
    public const string KeyName = "DIFY_API_KEY";

    private const string AddressName = "DIFY_BASE_URL";

    /// <summary>Sets what nothing else has set.</summary>
    /// <param name="options">The options.</param>
    /// <param name="keyName">The variable with the key.</param>
    /// <param name="hasAddress">Whether the address was given elsewhere.</param>
    /// <param name="read">Reads a variable.</param>
    /// <exception cref="InvalidOperationException">The address is none; the message names the variable.</exception>
    public static void Apply(DifyClientOptions options, string keyName, bool hasAddress, Func<string, string?> read)
    {
        if (string.IsNullOrEmpty(options.ApiKey) && options.ApiKeyProvider is null && read(keyName) is { Length: > 0 } key)
        {
            options.ApiKey = key;
        }

        if (!hasAddress && read(AddressName) is { Length: > 0 } text)
        {
            options.BaseAddress = Uri.TryCreate(text, UriKind.Absolute, out var address) ? address
                : throw new InvalidOperationException(ClientText.Format("BaseAddressRelative", AddressName));
        }
    }
}
