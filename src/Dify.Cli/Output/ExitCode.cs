namespace Dify.Cli.Output;

/// <summary>What the program tells its caller.</summary>
internal enum ExitCode
{
    /// <summary>Everything went as asked.</summary>
    Success = 0,

    /// <summary>The run failed, or the server answered with a problem.</summary>
    Failure = 1,

    /// <summary>The command line, a setting or a local file cannot be used.</summary>
    Usage = 2,

    /// <summary>There was no connection, or no answer in time.</summary>
    Connection = 3,

    /// <summary>Everything was answered, but something needs attention.</summary>
    Warning = 4,

    /// <summary>The user cancelled.</summary>
    Cancelled = 130,
}
