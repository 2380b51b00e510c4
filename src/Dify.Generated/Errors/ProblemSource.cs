namespace Dify.Generated;

/// <summary>Who speaks in the body of a failure, as far as its shape tells.</summary>
internal enum ProblemSource
{
    /// <summary>Dify: a JSON object with a code, or an event.</summary>
    Dify,

    /// <summary>A program before Dify, or another one in its place: JSON of its own.</summary>
    OtherProgram,

    /// <summary>A page, or a text, of something before Dify or in its place.</summary>
    Page,

    /// <summary>Nobody: there is no body.</summary>
    Nobody,
}
