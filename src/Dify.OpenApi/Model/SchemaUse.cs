namespace Dify.OpenApi.Model;

/// <summary>A schema at the place that uses it, with what the place says beside it.</summary>
internal sealed record SchemaUse(Schema Schema, bool Nullable, Prose Description, Origin Origin)
{
    public bool AllowsNull => Nullable || Schema.Nullable;

    public Prose Text => Description.Or(Schema.Description);
}
