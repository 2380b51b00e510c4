namespace Dify.Generated;

/// <summary>An event that brings text of the run.</summary>
internal interface ITextEvent
{
    /// <summary>The text; null for none.</summary>
    string? Text { get; }
}

/// <summary>An event whose text takes the place of all that came before.</summary>
internal interface ITextReplacement : ITextEvent;

/// <summary>An event that ends an answer. In a run of a workflow more comes behind it.</summary>
internal interface IAnswerEnd
{
    /// <summary>The tokens of the answer; null if the server does not say.</summary>
    long? TotalTokens { get; }
}

public partial class TextChunkEvent : ITextEvent
{
    string? ITextEvent.Text => Data.Text;
}

public partial class TextReplaceEvent : ITextReplacement
{
    string? ITextEvent.Text => Data.Text;
}
