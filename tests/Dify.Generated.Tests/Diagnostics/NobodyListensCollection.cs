using Xunit;

namespace Dify.Generated.Tests.Diagnostics;

/// <summary>The tests in which nobody listens, and so must run alone: listeners are those of the process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class NobodyListensCollection
{
    public const string Name = "Nobody listens";
}
