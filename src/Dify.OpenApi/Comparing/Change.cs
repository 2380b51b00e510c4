namespace Dify.OpenApi.Comparing;

internal enum Impact
{
    /// <summary>Only documentation reads differently.</summary>
    Prose,

    /// <summary>Callers' code goes on compiling and working.</summary>
    Compatible,

    /// <summary>Callers may have to change their code.</summary>
    Breaking,
}

/// <summary>What changed for callers.</summary>
/// <param name="Impact">How much callers feel it.</param>
/// <param name="Kind">What kind of thing changed.</param>
/// <param name="Place">Where, in the words of the wire.</param>
/// <param name="Old">Before.</param>
/// <param name="New">After.</param>
/// <param name="Member">The C# member concerned.</param>
/// <param name="Note">What else is to be known.</param>
internal sealed record Change(Impact Impact, string Kind, string Place, string? Old, string? New, string Member, string Note = "");
