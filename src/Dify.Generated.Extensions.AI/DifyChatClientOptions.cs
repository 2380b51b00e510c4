namespace Dify.Generated.Extensions.AI;

/// <summary>How a chat client of Microsoft.Extensions.AI asks Dify for answers.</summary>
public sealed class DifyChatClientOptions
{
    /// <summary>
    /// Whether what Dify cannot honour is left out without a word: temperature, other settings of the model, instructions, tools and
    /// formats of answers, which are set in the app, and
    /// messages before the last one of the user where no conversation is named, since the history is the server's. Off unless set: then
    /// each of them is a
    /// <see cref="System.NotSupportedException"/> that names them, before anything is sent.
    /// </summary>
    public bool IgnoreUnsupported { get; set; }

    /// <summary>
    /// How answers are followed; null for the defaults. A token that is cancelled stops the answer on the server unless it says otherwise.
    /// </summary>
    public ChatRunOptions? Run { get; set; }
}
