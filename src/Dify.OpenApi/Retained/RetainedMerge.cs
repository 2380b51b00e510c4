using System.Linq;
using Dify.OpenApi.Model;
using Dify.OpenApi.Naming;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Retained;

/// <summary>
/// Adds what servers still send to a description that lacks it, matched by the wire.
/// CUSTOM: Dify's documents lose events and members while servers in use keep sending them; a client that follows the newest document only
/// could not read them.
/// </summary>
internal sealed class RetainedMerge
{
    private const string RunKey = "POST /workflows/run";
    private const string UploadKey = "POST /files/upload";
    private const string PreviewKey = "GET /files/{}/preview";
    private const string Reason = "servers still send it";

    private readonly NameTable table;
    private readonly ExplanationLog log;
    private readonly RetainedSchemaMerge schemas;

    private RetainedMerge(NameTable table, ExplanationLog log)
    {
        this.table = table;
        this.log = log;
        schemas = new RetainedSchemaMerge(log);
    }

    public static void Into(ApiDocument document, ApiDocument retained, NameTable table, ExplanationLog log) =>
        new RetainedMerge(table, log).Merge(document, retained);

    private void Merge(ApiDocument document, ApiDocument retained)
    {
        if (Find(document, RunKey) is null)
        {
            // Another kind of app: its documents know better.
            return;
        }

        foreach (var source in retained.Operations)
        {
            if (Find(document, source.Key) is { } target)
            {
                MergeParameters(target, source);
                MergeBody(target, source);
                MergeResponses(document, target, source);
            }
            else if (source.Key == PreviewKey && Find(document, UploadKey) is not null)
            {
                document.Operations.Add(source);
                log.Add(source.Key, "kept", "servers still answer it");
            }
        }
    }

    /// <summary>Optional parameters only: what a server demands, its document says.</summary>
    private void MergeParameters(ApiOperation target, ApiOperation source)
    {
        foreach (var parameter in source.Parameters.Where(parameter => !parameter.Required.InRequest
            && !target.Parameters.Exists(known => known.Name == parameter.Name && known.In == parameter.In)))
        {
            target.Parameters.Add(parameter);
            log.Add(target.Key, $"takes {parameter.Name}", "servers still read it");
        }
    }

    private void MergeBody(ApiOperation target, ApiOperation source)
    {
        if (MediaTypes.FindJson(target.Body?.Contents ?? [])?.Use is { } use
            && MediaTypes.FindJson(source.Body?.Contents ?? [])?.Use is { } known)
        {
            schemas.Merge(use.Schema, known.Schema, $"{target.Key} request");
        }
    }

    private void MergeResponses(ApiDocument document, ApiOperation target, ApiOperation source)
    {
        var success = source.Responses.Find(response => response.IsSuccess)!;
        foreach (var content in success.Contents)
        {
            var contents = target.Responses.Where(response => response.IsSuccess).SelectMany(response => response.Contents);
            var isStream = MediaTypes.IsEvents(content.MediaType);
            foreach (var counterpart in contents.Where(
                other => isStream ? MediaTypes.IsEvents(other.MediaType) : MediaTypes.IsJson(other.MediaType)).ToList())
            {
                if (isStream)
                {
                    MergeStream(document, target, counterpart, content.Use!.Schema);
                }
                else if (counterpart.Use is { } use)
                {
                    schemas.Merge(use.Schema, content.Use!.Schema, $"{target.Key} {success.Status}");
                }
            }
        }
    }

    private void MergeStream(ApiDocument document, ApiOperation operation, ApiContent stream, Schema source)
    {
        var streams = new StreamFinder(document, document.Operations, table, new ExplanationLog());
        if (streams.Find(operation, stream).Base is not { Discriminator: { } discriminator })
        {
            return;
        }

        // An event that other streams have too is the same there.
        foreach (var (value, schema) in streams.Families.Values.Where(family => family.Base.Discriminator != discriminator)
            .SelectMany(family => family.Events))
        {
            if (source.Discriminator!.Mapping.TryGetValue(value, out var same))
            {
                schemas.Merge(schema, same, value);
            }
        }

        foreach (var (value, schema) in source.Discriminator!.Mapping)
        {
            if (discriminator.Mapping.TryGetValue(value, out var known))
            {
                schemas.Merge(known, schema, value);
                continue;
            }

            discriminator.Mapping[value] = schema;
            log.Add(value, "event kept", Reason);
        }
    }

    private static ApiOperation? Find(ApiDocument document, string key) => document.Operations.Find(operation => operation.Key == key);
}
