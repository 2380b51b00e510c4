using System;

namespace Dify.Live.Tests.Server;

/// <summary>Which server the tests work against, and with whose account, from the environment.</summary>
public sealed record LiveSettings(Uri Console, Uri Api, string Email, string Password, Uri NodeAddress, string? Recordings)
{
    public const string ConsoleName = "DIFY_LIVE_CONSOLE";
    public const string EmailName = "DIFY_LIVE_EMAIL";
    public const string PasswordName = "DIFY_LIVE_PASSWORD";
    public const string ApiName = "DIFY_LIVE_API";
    public const string NodeAddressName = "DIFY_LIVE_NODE_URL";
    public const string RecordingsName = "DIFY_LIVE_RECORDINGS";

    /// <summary>Reads the settings.</summary>
    /// <param name="read">Looks up a variable of the environment.</param>
    /// <exception cref="InvalidOperationException">One is missing or wrong; the message names all that have to be set.</exception>
    public static LiveSettings Read(Func<string, string?> read)
    {
        var console = Address(read, ConsoleName, null);
        var api = Address(read, ApiName, new Uri(console, "/v1"));
        return new LiveSettings(
            console,
            api,
            Required(read, EmailName),
            Required(read, PasswordName),
            Address(read, NodeAddressName, new Uri(api.AbsoluteUri.TrimEnd('/') + "/")),
            Text(read, RecordingsName));
    }

    private static Uri Address(Func<string, string?> read, string name, Uri? otherwise)
    {
        var text = otherwise is null ? Required(read, name) : Text(read, name);
        return text is null ? otherwise!
            : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
            : throw new InvalidOperationException($"{name} is no http or https address. {Needed}");
    }

    private static string Required(Func<string, string?> read, string name)
        => Text(read, name) ?? throw new InvalidOperationException($"{name} is not set. {Needed}");

    private static string? Text(Func<string, string?> read, string name) => read(name)?.Trim() is { Length: > 0 } text ? text : null;

    private static string Needed =>
        "These tests need a throw-away Dify server, which they fill with apps: "
        + $"set {ConsoleName} to the address of its console, for example http://localhost, "
        + $"and {EmailName} and {PasswordName} to an account that may make apps (on a server without any, it is set up). "
        + $"Optional: {ApiName} (the console's address with /v1 unless set), "
        + $"{NodeAddressName} (an address that the server's HTTP nodes reach; the API's root unless set), "
        + $"{RecordingsName} (a folder for recordings). CONTRIBUTING.md says how to start a server.";
}
