using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>The files on the server.</summary>
internal sealed class FileRegistry
{
    private const string Unknown = "Invalid upload file";

    private readonly object gate = new();
    private readonly List<StoredFile> files = [];

    /// <summary>The files, in the order in which they came.</summary>
    public IReadOnlyList<StoredFile> All
    {
        get
        {
            lock (gate)
            {
                return [.. files];
            }
        }
    }

    public void Add(StoredFile file)
    {
        lock (gate)
        {
            files.Add(file);
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            files.Clear();
        }
    }

    /// <summary>A message refers to the file, so that it has a preview from now on.</summary>
    public StoredFile? UseInMessage(string id)
    {
        lock (gate)
        {
            int index = files.FindIndex(file => file.Id == id);
            return index < 0 ? null : files[index] = files[index] with { IsInMessage = true };
        }
    }

    public StoredFile? Find(string id) => All.FirstOrDefault(file => file.Id == id);

    /// <summary>Why a user cannot hand over a file, described as in inputs and form answers; null if nothing is against it.</summary>
    /// <param name="mapping">What was handed over.</param>
    /// <param name="user">By whom.</param>
    /// <param name="mustBeKnown">
    /// Whether the file must be one that was uploaded; otherwise only a file of another user's is refused.
    /// </param>
    public string? Refuse(JObject mapping, EndUser user, bool mustBeKnown)
    {
        string? id = Text(mapping["upload_file_id"]);
        switch (Text(mapping["transfer_method"]))
        {
            case null or "":
                return mustBeKnown ? "transfer_method is required in file mapping" : null;
            case "local_file" when string.IsNullOrEmpty(id):
                return mustBeKnown ? "Invalid upload file id" : null;
            case "local_file" when !Guid.TryParse(id, out _):
                return mustBeKnown ? "Invalid upload file id format" : null;
            case "local_file":
                return Find(id!) is { } file ? file.Owner == user.Id ? null : Unknown : mustBeKnown ? Unknown : null;
            default:
                bool hasAddress = Text(mapping["url"]) is { Length: > 0 } || Text(mapping["remote_url"]) is { Length: > 0 };
                return mustBeKnown && !hasAddress ? "Invalid file url" : null;
        }
    }

    private static string? Text(JToken? value) => value is JValue { Value: string text } ? text : null;
}
