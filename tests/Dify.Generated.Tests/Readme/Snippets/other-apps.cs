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
await using ChatRun answer = await chat.StartChatAsync(question);
await foreach (string piece in answer.TextAsync())
{
    Console.Write(piece);
}

ChatOutcome outcome = answer.Outcome!;                                                                    // the whole answer, tokens, sources, files
Console.WriteLine($"{outcome.Status}, {outcome.Usage?.TotalTokens} tokens, from {string.Join(", ", outcome.RetrieverResources.Select(piece => piece.DocumentName))}");
question.ConversationId = answer.ConversationId;                                                          // the next question goes on from here
