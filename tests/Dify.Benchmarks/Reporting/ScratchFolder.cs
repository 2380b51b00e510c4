using System;
using System.IO;

namespace Dify.Benchmarks.Reporting;

/// <summary>A folder that is gone afterwards.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("dify-benchmarks-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
