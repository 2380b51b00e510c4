namespace Dify.Live.Tests.Server;

/// <summary>A published app and its key.</summary>
public sealed record LiveApp(string Id, string Key);
