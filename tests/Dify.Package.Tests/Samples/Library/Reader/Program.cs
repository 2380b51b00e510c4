using System;
using Dify.Generated;
using Summaries;

var options = new DifyClientOptions { ApiKey = Environment.GetEnvironmentVariable("DIFY_API_KEY") };
if (Environment.GetEnvironmentVariable("DIFY_BASE_URL") is { } address)
{
    options.BaseAddress = new Uri(address);
}

using var client = new DifyWorkflowClient(options);
Console.WriteLine(await new Summarizer(client, "library-sample").SummarizeAsync(args[0]));
