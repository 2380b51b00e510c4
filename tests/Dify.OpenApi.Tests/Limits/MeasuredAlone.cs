using Xunit;

namespace Dify.OpenApi.Tests.Limits;

/// <summary>For tests that measure the memory of the process, which others must not use at the same time.</summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public sealed class MeasuredAlone;
