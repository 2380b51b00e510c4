namespace Dify.Generated;

/// <summary>An event that brings text of the run.</summary>
internal interface ITextEvent
{
    /// <summary>The text; null for none.</summary>
    string? Text { get; }

    /// <summary>Whether the text takes the place of all that came before.</summary>
    bool Replaces { get; }
}

/// <summary>An event that ends an answer. In a run of a workflow more comes behind it.</summary>
internal interface IAnswerEnd
{
    /// <summary>The tokens of the answer; null if the server does not say.</summary>
    long? TotalTokens { get; }
}

public partial class TextChunkEvent : ITextEvent
{
    string? ITextEvent.Text => Data.Text;

    bool ITextEvent.Replaces => false;
}

public partial class TextReplaceEvent : ITextEvent
{
    string? ITextEvent.Text => Data.Text;

    bool ITextEvent.Replaces => true;
}
