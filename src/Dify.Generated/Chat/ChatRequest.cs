namespace Dify.Generated;

public partial class ChatRequest : IAnswerMode
{
    void IAnswerMode.ThrowIfOtherThan(bool isStream, string parameterName)
        => AnswerModes.ThrowIfOtherThan(
            ResponseMode, isStream, nameof(ResponseMode), nameof(IDifyChatClient.SendChatMessageAsync), nameof(IDifyChatClient.SendChatMessageStreamingAsync), parameterName);
}
