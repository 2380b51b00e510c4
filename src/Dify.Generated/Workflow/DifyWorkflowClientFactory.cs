using System;
using Dify.Generated;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Makes workflow clients.</summary>
internal sealed class DifyWorkflowClientFactory(ClientMaker<IDifyWorkflowClient> maker) : IDifyWorkflowClientFactory
{
    public IDifyWorkflowClient CreateClient(Action<DifyClientOptions> configure) => maker.CreateClient(configure);
}
