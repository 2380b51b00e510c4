namespace Dify.Cli.Recording;

/// <summary>How the body of an answer ended.</summary>
internal enum AnswerEnd
{
    /// <summary>The server ended it.</summary>
    Closed,

    /// <summary>The connection to the server broke.</summary>
    Broken,

    /// <summary>The caller went away.</summary>
    Left,
}
