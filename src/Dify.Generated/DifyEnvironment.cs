using System;

namespace Dify.Generated;

/// <summary>The two variables by which a program is told its server and its key; the command line reads the same.</summary>
internal static class DifyEnvironment
{
    private const string KeyName = "DIFY_API_KEY";
    private const string AddressName = "DIFY_BASE_URL";

    /// <summary>Sets what nothing else has set.</summary>
    /// <param name="options">The options.</param>
    /// <param name="hasAddress">Whether the address was given elsewhere.</param>
    /// <param name="read">Reads a variable.</param>
    /// <exception cref="InvalidOperationException">The address is none; the message names the variable.</exception>
    public static void Apply(DifyClientOptions options, bool hasAddress, Func<string, string?> read)
    {
        if (string.IsNullOrEmpty(options.ApiKey) && options.ApiKeyProvider is null && read(KeyName) is { Length: > 0 } key)
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
