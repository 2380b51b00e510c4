using Dify.Generated;

// Each kind of app has its client; knowledge bases have a key of their own, which begins with dataset-.
using var chat = new DifyChatClient(new DifyClientOptions { ApiKey = "app-…" });
using var knowledge = new DifyKnowledgeClient(new DifyClientOptions { ApiKey = "dataset-…" });

string datasetId = args[0];
DocumentDetail document = await knowledge.AddFileAsync(datasetId, FileUpload.FromPath("manual.pdf"));     // uploads, and waits until it is indexed
Console.WriteLine(document.IndexingStatus);

await foreach (Document other in knowledge.GetAllDocumentsAsync(datasetId))                               // page after page, as they are needed
{
    Console.WriteLine(other.Name);
}

var question = new ChatRequest { Inputs = [], Query = "How is it switched on?", User = "user-1" };
await foreach (DifyStreamEvent next in chat.SendChatMessageStreamingAsync(question))
{
    Console.Write(next switch
    {
        MessageEvent message => message.Answer,
        AgentMessageEvent message => message.Answer,
        MessageReplaceEvent moderated => $"\r{moderated.Answer}",
        _ => string.Empty,
    });
}
