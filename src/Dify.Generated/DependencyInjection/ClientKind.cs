using System;
using Dify.Generated;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>One of the clients, as it is registered.</summary>
/// <param name="Class">The name of its class.</param>
/// <param name="Section">Its own section of the configuration, inside the one of Dify; empty for that one itself.</param>
/// <param name="KeyVariable">The variable with its key.</param>
/// <param name="Key">What its key opens.</param>
/// <param name="Create">Makes it.</param>
internal sealed record ClientKind<TClient>(
    string Class, string Section, string KeyVariable, KeyKind Key, Func<ApiConnection, TClient> Create)
    where TClient : class
{
    /// <summary>The options are called after the client alone where there has always been one kind of it; the others must not take its key
    /// for theirs.</summary>
    public string OptionsName(string name) => Section.Length == 0 ? name : HttpClientName(name);

    public string HttpClientName(string name) => name.Length == 0 ? Class : Class + ":" + name;
}
