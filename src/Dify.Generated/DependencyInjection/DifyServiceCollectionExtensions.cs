namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Dify clients. One app has one key and so one name; two names never share a key.</summary>
public static partial class DifyServiceCollectionExtensions;
