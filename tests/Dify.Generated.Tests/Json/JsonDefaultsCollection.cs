using Xunit;

namespace Dify.Generated.Tests.Json;

/// <summary>The tests that set the process-wide defaults of Newtonsoft.Json, and so must run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class JsonDefaultsCollection
{
    public const string Name = "Defaults of Newtonsoft.Json";
}
