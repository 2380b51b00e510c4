using System;
using System.Collections.Concurrent;
using System.Collections.Generic;

namespace Dify.Generated.Testing;

/// <summary>The files on the server, by id.</summary>
internal sealed class FileRegistry
{
    private readonly ConcurrentDictionary<string, StoredFile> files = new(StringComparer.Ordinal);

    public void Add(StoredFile file) => files[file.Id] = file;

    public StoredFile? Find(string id) => files.GetValueOrDefault(id);
}
