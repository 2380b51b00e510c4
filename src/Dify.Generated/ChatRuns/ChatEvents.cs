namespace Dify.Generated;

public partial class MessageEvent : ITextEvent
{
    string? ITextEvent.Text => Answer;

    bool ITextEvent.Replaces => false;
}

public partial class AgentMessageEvent : ITextEvent
{
    string? ITextEvent.Text => Answer;

    bool ITextEvent.Replaces => false;
}

// Once an app has made a file, servers may send pieces of text under this name.
public partial class MessageFileEvent : ITextEvent
{
    string? ITextEvent.Text => Answer;

    bool ITextEvent.Replaces => false;
}

public partial class MessageReplaceEvent : ITextEvent
{
    string? ITextEvent.Text => Answer;

    bool ITextEvent.Replaces => true;
}

public partial class MessageEndEvent : IAnswerEnd
{
    long? IAnswerEnd.TotalTokens => Metadata?.Usage?.TotalTokens;
}
