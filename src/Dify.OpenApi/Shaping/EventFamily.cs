using System.Collections.Generic;
using Dify.OpenApi.Model;
using Dify.OpenApi.Naming;

namespace Dify.OpenApi.Shaping;

/// <summary>The events of a stream as the document describes them: their common schema and what each value of the discriminator stands
/// for.</summary>
/// <param name="Base">The common schema.</param>
/// <param name="Discriminator">The member that tells the events apart.</param>
/// <param name="Events">The events by their value of the discriminator; none where the document describes none.</param>
/// <param name="Committed">The names that the table gives; nothing where the document's own are all that there is.</param>
internal sealed record EventFamily(
    Schema Base, string Discriminator, OrderedDictionary<string, Schema> Events, StreamFamily? Committed = null);
