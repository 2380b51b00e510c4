using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Dify.Cli.Localization;
using Dify.Generated;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Settings;

/// <summary>The inputs of a run as the command line names them, all of it looked at before anything is sent.</summary>
internal sealed class InputsDraft
{
    /// <param name="valuesFile">A file of JSON, or - for what is piped in; null for none.</param>
    /// <param name="openInput">Opens what is piped in.</param>
    /// <param name="values">Words of the form name=value.</param>
    /// <param name="files">Words of the form name=path.</param>
    /// <param name="addresses">Words of the form name=address.</param>
    public InputsDraft(
        string? valuesFile, Func<Stream> openInput, IEnumerable<string> values, IEnumerable<string> files, IEnumerable<string> addresses)
    {
        if (valuesFile is not null)
        {
            foreach (var member in InputsFile.Read(valuesFile, openInput))
            {
                Values[member.Key] = member.Value;
            }
        }

        foreach (var (name, value) in NamedValue.ReadValues(values, "--input"))
        {
            Values[name] = value;
        }

        Files = files.Select(static word => NamedValue.Parse(word, "--file"))
            .ToLookup(static file => file.Name, static file => Existing(file.Value), StringComparer.Ordinal);
        Addresses = addresses.Select(static word => NamedValue.Parse(word, "--url"))
            .ToLookup(static file => file.Name, static file => Absolute(file.Value), StringComparer.Ordinal);
    }

    public WorkflowInputs Values { get; } = [];

    /// <summary>The values as the other kinds of app take them.</summary>
    public JObject Tree => new(Values.Select(static value => new JProperty(value.Key, value.Value)));

    /// <summary>The paths of files on this machine, by the variables that take them.</summary>
    public ILookup<string, string> Files { get; }

    /// <summary>The addresses of files elsewhere, by the variables that take them.</summary>
    public ILookup<string, Uri> Addresses { get; }

    public bool HasFiles => Files.Count + Addresses.Count > 0;

    private static string Existing(string path)
        => path == StandardStream.Name ? throw new UsageException(CliText.Format("FileFromInput", "--file"))
            : File.Exists(path) ? path
            : throw new UsageException(CliText.Format("FileMissing", path));

    private static Uri Absolute(string address)
        => Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? uri
            : throw new UsageException(CliText.Format("FileAddressInvalid", "--url", address));
}
