namespace Dify.Generated.Testing;

/// <summary>Why the documents have no answer for a method and a path.</summary>
internal enum UnroutedReason
{
    /// <summary>No path of the documents fits.</summary>
    UnknownPath,

    /// <summary>A path fits, but not with this method.</summary>
    OtherMethod,

    /// <summary>The documents have the operation; a request that still finds no route is one whose behaviour is not known.</summary>
    NoBehaviour,
}
