using System;

namespace Dify.OpenApi.Releasing;

/// <summary>How far a version is from the last one that was released, by semantic versioning.</summary>
internal static class ReleaseVersion
{
    /// <summary>Whether it may take something from callers: a new major version, and before 1.0 a new minor one.</summary>
    public static bool MayBreak(Version released, Version current) =>
        current.Major > released.Major || (current.Major == 0 && MayAdd(released, current));

    /// <summary>Whether it may demand something new of those who implement an interface: a new minor version.</summary>
    public static bool MayAdd(Version released, Version current) =>
        current.Major > released.Major || (current.Major == released.Major && current.Minor > released.Minor);
}
