using Dify.Generated.Testing;

await using DifyTestServer server = DifyTestServer.Start();

server.OnRun(run => run
    .Started()
    .NodeStarted("llm", "Ask the model", "llm")
    .Text("Hel").Text("lo")
    .NodeFinished("llm", new { text = "Hello" })
    .Finish(new { answer = "Hello" }));

// Give server.BaseAddress and server.ApiKey to the client under test, call it, and look at what came:
using var caller = new HttpClient();
caller.DefaultRequestHeaders.Authorization = new("Bearer", server.ApiKey);
await caller.GetStringAsync($"{server.BaseAddress}/info");

RecordedRequest request = server.Requests[0];       // method, path, query, headers, body, form parts, problems
Console.WriteLine($"{request}, {server.Runs.Count} runs");      // a run has its ids, its status, its stop calls and open streams
