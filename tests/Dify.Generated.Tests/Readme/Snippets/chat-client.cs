using Dify.Generated;
using Microsoft.Extensions.AI;

using var dify = new DifyChatClient(new DifyClientOptions { ApiKey = "app-…" });
using IChatClient client = dify.AsChatClient(user: "user-1").AsBuilder().UseOpenTelemetry().Build();

var options = new ChatOptions { AdditionalProperties = new() { ["language"] = "en" } };                   // the inputs of the app
ChatResponse answer = await client.GetResponseAsync("How is it switched on?", options);
Console.WriteLine($"{answer.Text} ({answer.Usage?.TotalTokenCount} tokens)");

options.ConversationId = answer.ConversationId;                                                           // the history is the server's
await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("And off?", options))
{
    Console.Write(update.Text);
}
