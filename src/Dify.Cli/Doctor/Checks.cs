using System.Collections.Generic;

namespace Dify.Cli.Doctor;

/// <summary>The names of the checks, in their order. Each has at least one finding in every report.</summary>
internal static class Checks
{
    public const string Server = "server";
    public const string Version = "version";
    public const string Key = "key";
    public const string App = "app";
    public const string Published = "published";
    public const string Inputs = "inputs";
    public const string Files = "files";
    public const string Clock = "clock";
    public const string Proxy = "proxy";
    public const string Stream = "stream";
    public const string Pings = "pings";

    public static IReadOnlyList<string> All { get; } = [Server, Version, Key, App, Published, Inputs, Files, Clock, Proxy, Stream, Pings];
}
