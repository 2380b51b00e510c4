using System;
using System.Collections.Generic;
using System.Linq;

namespace Dify.OpenApi.Naming;

/// <summary>A client that the documents give: a class with the operations of one kind of key and app.</summary>
/// <param name="Name">What its class is called between "Dify" and "Client".</param>
/// <param name="Title">What it is a client of; empty for the title of the documents.</param>
/// <param name="Key">The kind of key that its operations take.</param>
/// <param name="Scope">The names that its operations have where another client has others for the same ones; null for the names that the
/// wire gives.</param>
/// <param name="Needs">The operation without which a document describes no such app; null if every document has this client.</param>
/// <param name="Operations">Its operations.</param>
/// <param name="Paths">Where operations begin that are its own, though nobody has named them yet.</param>
internal sealed record ApiClient(
    string Name,
    (string English, string Japanese, string Chinese)? Title,
    string Key,
    string? Scope,
    string? Needs,
    IReadOnlyList<string> Operations,
    IReadOnlyList<string> Paths)
{
    public string Class => $"Dify{Name}Client";

    /// <summary>Whether an operation that no client names is one of this client, by its path.</summary>
    public bool Begins(string path) => Paths.Any(start => path == start || path.StartsWith($"{start}/", StringComparison.Ordinal));
}
