namespace Dify.Generated;

public partial class CompletionRequest : IAnswerMode
{
    void IAnswerMode.ThrowIfOtherThan(bool isStream, string parameterName)
        => AnswerModes.ThrowIfOtherThan(
            ResponseMode,
            isStream,
            nameof(ResponseMode),
            nameof(IDifyCompletionClient.CreateCompletionMessageAsync),
            nameof(IDifyCompletionClient.CreateCompletionMessageStreamingAsync),
            parameterName);
}
