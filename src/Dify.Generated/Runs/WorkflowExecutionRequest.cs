using System;

namespace Dify.Generated;

public partial class WorkflowExecutionRequest : IAnswerMode
{
    void IAnswerMode.ThrowIfOtherThan(bool isStream, string parameterName)
    {
        if (!isStream && ResponseMode == WorkflowResponseMode.Streaming)
        {
            throw new ArgumentException(
                ClientText.Format("BlockingCannotStream", nameof(ResponseMode), nameof(IDifyWorkflowClient.StartWorkflowAsync)), parameterName);
        }

        if (isStream && ResponseMode == WorkflowResponseMode.Blocking)
        {
            throw new ArgumentException(
                ClientText.Format("StreamingCannotBlock", nameof(ResponseMode), nameof(IDifyWorkflowClient.ExecuteWorkflowAsync)), parameterName);
        }
    }
}
