using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated;
using Newtonsoft.Json.Linq;

namespace Dify.Native;

/// <summary>Every operation of chats and text generators, a chat with an agent, and a chatflow with a form.</summary>
internal static class Chats
{
    private const string User = "native";

    private const string Agent = """
        { "app": "agent", "runs": [ { "steps": [
          { "agent_thought": { "position": 1, "thought": "Look.", "tool": "clock", "observation": "noon" } },
          { "message_file": { "url": "http://files.example/a.png" } },
          { "text": "bad" }, { "message_replace": "Noon." }, "finish" ] } ] }
        """;

    private const string Chatflow = """
        { "app": "chatflow", "has_speech": true, "suggested_questions": [ "Why?" ], "conversation_variables": [ { "name": "topic", "value": "tea" } ],
          "runs": [
            { "steps": [ "started", { "text": "Go on? " }, { "pause": { "actions": [ { "id": "yes", "title": "Yes" } ] } }, "wait_for_reader",
              { "text": "On." }, "finish" ] },
            { "steps": [ "started", { "node_started": { "node_id": "llm" } }, { "text": "Hello" }, { "node_finished": { "node_id": "llm" } }, "finish" ] } ] }
        """;

    private const string Completion =
        """{ "app": "completion", "has_speech": true, "runs": [ { "steps": [ { "text": "Written." }, "finish" ] } ] }""";

    public static async Task CallAsync(StandIn standIn, DifyClientOptions options)
    {
        using var chat = new DifyChatClient(options);
        await standIn.BeAsync(Agent);
        await AskAgentAsync(chat);
        await standIn.BeAsync(Chatflow);
        await AnswerFormAsync(chat);
        await CallAsync(chat);
        await standIn.BeAsync(Completion);
        using var completion = new DifyCompletionClient(options);
        await CallAsync(completion);
    }

    private static ChatRequest Question => new() { Inputs = [], Query = "hi", User = User };

    private static async Task AskAgentAsync(DifyChatClient client)
    {
        var seen = new HashSet<string>();
        await using ChatRun run = await client.StartChatAsync(Question);
        await foreach (DifyStreamEvent next in run.Events)
        {
            seen.Add(next.GetType().Name);
        }

        string[] kinds =
            [nameof(AgentThoughtEvent),
                nameof(AgentMessageEvent), nameof(MessageFileEvent), nameof(MessageReplaceEvent), nameof(MessageEndEvent)];
        Check.That(kinds.All(seen.Contains), "every kind of event of an agent: " + string.Join(", ", kinds.Except(seen)));
        Check.Same("Noon.", run.Outcome!.Text, "the answer of an agent");
        Check.Same("noon", run.Outcome.Thoughts.Single().Observation, "what its tool saw");
    }

    private static async Task AnswerFormAsync(DifyChatClient client)
    {
        await using ChatRun run = await client.StartChatAsync(Question);
        await foreach (DifyStreamEvent next in run.Events)
        {
            if (next is HumanInputRequiredEvent form)
            {
                Check.That((await client.GetHumanInputFormAsync(form.Data.FormToken!)).FormContent.Length > 0, "getHumanInputForm");
                await run.SubmitAsync(form, "yes");
            }
        }

        Check.Same("Go on? On.", run.Outcome!.Text, "the answer of a chatflow over its form");
        Check.Same(run.WorkflowRunId!, (await client.GetWorkflowRunDetailAsync(run.WorkflowRunId!)).Id, "getWorkflowRunDetail");
        Check.That(await CountAsync(client.StreamWorkflowEventsAsync(run.WorkflowRunId!, User)) > 0, "streamWorkflowEvents");
        Check.That((await client.GetWorkflowLogsAsync()).Data.Count > 0, "getWorkflowLogs");
        await ProblemAsync(() => client.SubmitHumanInputFormAsync("unknown",
            new SubmitWorkflowHumanInputFormRequest { Inputs = [], Action = "yes", User = User }), "submitHumanInputForm");
    }

    private static async Task CallAsync(DifyChatClient client)
    {
        ChatCompletionResponse answer = await client.SendChatMessageAsync(Question);
        Check.Same("Hello", answer.Answer, "sendChatMessage");
        Check.That(await CountAsync(client.SendChatMessageStreamingAsync(Question)) > 0, "sendChatMessageStreaming");
        Check.That((await client.StopChatMessageGenerationAsync("unknown", new StopChatMessageRequest { User = User })).Result is not null,
            "stopChatMessageGeneration");
        string id = answer.ConversationId;
        Check.That((await client.GetConversationsAsync(new GetConversationsOptions { User = User })).Data.Count > 0, "getConversations");
        Check.That((await client.GetMessagesAsync(id, new GetMessagesOptions { User = User })).Data.Count == 1, "getMessages");
        Check.That((await client.GetSuggestedQuestionsAsync(answer.MessageId, User)).Data.Count == 1, "getSuggestedQuestions");
        await client.PostMessageFeedbackAsync(
            answer.MessageId, new MessageFeedbackRequest { Rating = MessageFeedbackRequestRating.Like, User = User });
        Check.That((await client.GetAppFeedbacksAsync()).Data.Count == 1, "getAppFeedbacks");
        Check.Same("named", (await client.RenameConversationAsync(id, new ConversationRenameRequest { Name = "named", User = User })).Name,
            "renameConversation");
        ConversationVariableItem variable =
            (await client.GetConversationVariablesAsync(id, new GetConversationVariablesOptions { User = User })).Data.Single();
        Check.Same("coffee", (await client.UpdateConversationVariableAsync(id, variable.Id,
            new ConversationVariableUpdateRequest { Value = new JValue("coffee"), User = User })).Value, "updateConversationVariable");
        await client.DeleteConversationAsync(id, new DeleteConversationRequest { User = User });

        AnnotationItem annotation = await client.CreateAnnotationAsync(new CreateAnnotationRequest { Question = "q", Answer = "a" });
        Check.Same("b", (await client.UpdateAnnotationAsync(annotation.Id,
            new UpdateAnnotationRequest { Question = "q", Answer = "b" })).Answer, "updateAnnotation");
        Check.That((await client.GetAnnotationsAsync()).Data.Count == 1, "getAnnotations");
        await client.DeleteAnnotationAsync(annotation.Id);
        var settings =
            new InitialAnnotationReplySettingsRequest { ScoreThreshold = 0.9, EmbeddingProviderName = "p", EmbeddingModelName = "m" };
        var job = await client.ConfigureAnnotationReplyAsync(ConfigureAnnotationReplyAction.Enable, settings);
        Check.That((await client.GetAnnotationReplyStatusAsync(GetAnnotationReplyStatusAction.Enable, job.JobId)).JobStatus is not null,
            "getAnnotationReplyStatus");

        Check.Same("advanced-chat", (await client.GetAppInfoAsync()).Mode, "getAppInfo");
        Check.That((await client.GetAppMetaAsync()).ToolIcons is not null, "getAppMeta");
        Check.That((await client.GetAppParametersAsync()).UserInputForm is not null, "getAppParameters");
        Check.That((await client.GetWebAppSettingsAsync()).Title is not null, "getWebAppSettings");
        FileUploadResponse upload = await client.UploadFileAsync(FileUpload.FromBytes([1], "a.txt", "text/plain"), User);
        await ProblemAsync(() => client.PreviewFileAsync(upload.Id), "previewFile");
        Check.Same(User, (await client.GetEndUserAsync(upload.CreatedBy!)).SessionId, "getEndUser");
        Check.That((await client.AudioToTextAsync(FileUpload.FromBytes([1], "a.mp3", "audio/mp3"), User)).Text.Length > 0, "audioToText");
        using FileDownload speech = await client.TextToAudioAsync(new TextToAudioRequest { Text = "tea", User = User });
        Check.That(speech.Content.ReadByte() >= 0, "textToAudio");
    }

    private static async Task CallAsync(DifyCompletionClient client)
    {
        var request = new CompletionRequest { Inputs = new JObject { ["query"] = "tea" }, User = User };
        CompletionResponse answer = await client.CreateCompletionMessageAsync(request);
        Check.Same("Written.", answer.Answer, "createCompletionMessage");
        Check.That(await CountAsync(client.CreateCompletionMessageStreamingAsync(request)) > 0, "createCompletionMessageStreaming");
        await using ChatRun run = await client.StartCompletionAsync(request);
        Check.Same("Written.", (await run.WaitAsync()).Text, "a followed text generation");
        await client.StopCompletionMessageGenerationAsync("unknown", new StopCompletionMessageRequest { User = User });
        await client.PostMessageFeedbackAsync(
            answer.MessageId, new MessageFeedbackRequest { Rating = MessageFeedbackRequestRating.Dislike, User = User });
        Check.That((await client.GetAppFeedbacksAsync()).Data.Count == 1, "getAppFeedbacks");
        Check.Same("completion", (await client.GetAppInfoAsync()).Mode, "getAppInfo");
        Check.That((await client.GetAppMetaAsync()).ToolIcons is not null, "getAppMeta");
        Check.That((await client.GetAppParametersAsync()).UserInputForm is not null, "getAppParameters");
        Check.That((await client.GetWebAppSettingsAsync()).Title is not null, "getWebAppSettings");
        FileUploadResponse upload = await client.UploadFileAsync(FileUpload.FromBytes([1], "a.txt", "text/plain"), User);
        await ProblemAsync(() => client.PreviewFileAsync(upload.Id), "previewFile");
        Check.Same(User, (await client.GetEndUserAsync(upload.CreatedBy!)).SessionId, "getEndUser");
        Check.That((await client.AudioToTextAsync(FileUpload.FromBytes([1], "a.mp3", "audio/mp3"), User)).Text.Length > 0, "audioToText");
        using FileDownload speech = await client.TextToAudioAsync(new TextToAudioRequest { Text = "tea", User = User });
        Check.That(speech.Content.ReadByte() >= 0, "textToAudio");
    }

    internal static async Task<int> CountAsync(IAsyncEnumerable<DifyStreamEvent> events)
    {
        int count = 0;
        await foreach (DifyStreamEvent next in events)
        {
            count += next is UnknownEvent ? 0 : 1;
        }

        return count;
    }

    internal static async Task ProblemAsync(Func<Task> call, string operation)
    {
        try
        {
            await call();
            Check.That(false, operation + " fails");
        }
        catch (DifyApiException problem)
        {
            Check.Same(operation, problem.Operation, "the operation that failed");
        }
    }
}
