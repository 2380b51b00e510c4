using System.Collections.Generic;

namespace Dify.Generated.Testing;

/// <summary>The parts of a request that the documents speak about.</summary>
internal sealed record RequestDraft(
    string Method,
    string Path,
    bool IsBelowBasePath,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Query,
    string? ContentType,
    byte[] Body,
    IReadOnlyList<RecordedFormPart> Parts);
