using System;

namespace Dify.Generated;

public partial class RunPipelineRequest : IAnswerMode
{
    void IAnswerMode.ThrowIfOtherThan(bool isStream, string parameterName)
    {
        if (!isStream && ResponseMode == ResponseMode.Streaming)
        {
            throw new ArgumentException(
                ClientText.Format("BlockingCannotStream", nameof(ResponseMode), nameof(IDifyKnowledgeClient.RunPipelineStreamingAsync)), parameterName);
        }

        if (isStream && ResponseMode == ResponseMode.Blocking)
        {
            throw new ArgumentException(ClientText.Format("StreamingCannotBlock", nameof(ResponseMode), nameof(IDifyKnowledgeClient.RunPipelineAsync)), parameterName);
        }
    }
}
