using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>The knowledge bases of the workspace. Whoever reads or changes them does so under the <see cref="Gate"/>.</summary>
internal sealed class KnowledgeStore
{
    public KnowledgeStore(DifyTestServerOptions options) => Reset(options);

    public object Gate { get; } = new();

    /// <summary>The account in whose name the key of the knowledge bases acts.</summary>
    public string Account { get; } = Guid.NewGuid().ToString();

    public List<KnowledgeBase> Bases { get; } = [];

    public List<KnowledgeTag> Tags { get; } = [];

    /// <summary>The files that were uploaded for pipelines, by id.</summary>
    public Dictionary<string, StoredFile> PipelineFiles { get; } = new(StringComparer.Ordinal);

    /// <summary>Forgets everything, and has what is there from the start again.</summary>
    public void Reset(DifyTestServerOptions options)
    {
        lock (Gate)
        {
            Bases.Clear();
            Tags.Clear();
            PipelineFiles.Clear();
            DateTimeOffset now = options.TimeProvider.GetUtcNow();
            foreach (SeededKnowledgeBase seed in options.KnowledgeBases)
            {
                var settings = new JObject { ["name"] = seed.Name, ["indexing_technique"] = "economy" };
                var added = new KnowledgeBase(seed.Id, settings, Account, now)
                {
                    PipelineId = seed.HasPipeline ? Guid.NewGuid().ToString() : null,
                };
                foreach ((string name, string text) in seed.Documents)
                {
                    added.Add(
                        DocumentSource.OfText(name, text, new JObject { ["mode"] = "automatic" }),
                        new Indexing(now, TimeSpan.Zero, null));
                }

                Bases.Add(added);
            }
        }
    }

    public KnowledgeBase? Find(string id) => Bases.Find(known => known.Id == id);

    public int BindingsOf(KnowledgeTag tag) => Bases.Count(known => known.TagIds.Contains(tag.Id));
}
