using Dify.Live.Tests.Server;
using Xunit;

namespace Dify.Live.Tests.Promises;

/// <summary>All tests share one server and run one after the other: a small server has few connections.</summary>
[CollectionDefinition(LiveServer.Collection, DisableParallelization = true)]
public sealed class LiveServerDefinition : ICollectionFixture<LiveServer>;
