namespace Dify.Cli.Doctor;

/// <summary>How much a finding matters, from the best to the worst.</summary>
internal enum FindingLevel
{
    /// <summary>Looked at, and as it should be.</summary>
    Ok,

    /// <summary>A fact worth knowing.</summary>
    Note,

    /// <summary>Nobody looked: it was not asked for, or something else failed first.</summary>
    Unchecked,

    /// <summary>Calls work, but not everything will.</summary>
    Warning,

    /// <summary>Calls fail until this is mended.</summary>
    Error,
}
