using System;
using System.IO;

namespace Dify.Live.Tests.Console;

/// <summary>The workflow files in <c>Workflows</c>.</summary>
public static class WorkflowDslFile
{
    private const string NodeAddress = "http://node.example/";

    /// <summary>Reads one.</summary>
    /// <param name="name">Its name, without its extension.</param>
    /// <param name="nodeAddress">The address that its HTTP nodes call.</param>
    public static string Read(string name, Uri nodeAddress)
    {
        var assembly = typeof(WorkflowDslFile).Assembly;
        using var stream = assembly.GetManifestResourceStream(name + ".yml")
            ?? throw new ArgumentException($"There is no workflow file '{name}'.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace(NodeAddress, nodeAddress.AbsoluteUri, StringComparison.Ordinal);
    }
}
