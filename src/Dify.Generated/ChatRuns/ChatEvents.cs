namespace Dify.Generated;

public partial class MessageEvent : ITextEvent
{
    string? ITextEvent.Text => Answer;
}

public partial class AgentMessageEvent : ITextEvent
{
    string? ITextEvent.Text => Answer;
}

// Once an app has made a file, servers may send pieces of text under this name.
public partial class MessageFileEvent : ITextEvent
{
    string? ITextEvent.Text => Answer;
}

public partial class MessageReplaceEvent : ITextReplacement
{
    string? ITextEvent.Text => Answer;
}

public partial class MessageEndEvent : IAnswerEnd
{
    long? IAnswerEnd.TotalTokens => Metadata?.Usage?.TotalTokens;
}
