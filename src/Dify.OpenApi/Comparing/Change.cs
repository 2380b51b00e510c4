namespace Dify.OpenApi.Comparing;

/// <summary>What changed for callers.</summary>
/// <param name="Effect">How much callers feel it.</param>
/// <param name="Kind">What kind of thing changed.</param>
/// <param name="Place">Where, in the words of the wire.</param>
/// <param name="Old">Before.</param>
/// <param name="New">After.</param>
/// <param name="Member">The C# member concerned.</param>
/// <param name="Note">What else is to be known.</param>
internal sealed record Change(Effect Effect, string Kind, string Place, string? Old, string? New, string Member, string Note = "")
{
    public Impact Impact => Effect switch
    {
        Effect.Prose => Impact.Prose,
        Effect.Compatible => Impact.Compatible,
        _ => Impact.Breaking,
    };
}
