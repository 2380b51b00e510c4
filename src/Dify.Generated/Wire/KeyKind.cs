namespace Dify.Generated;

/// <summary>What a key opens: one app, or the knowledge bases of a workspace.</summary>
internal enum KeyKind
{
    App,
    Knowledge,
}
