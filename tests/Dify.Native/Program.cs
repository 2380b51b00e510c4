using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using Dify.Generated;
using Dify.Native;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

// The address and the key of a stand-in that serves script.json, and a file with one problem code a line.
(string address, string key, string codes) = args is [var first, var second, var third]
    ? (first, second, third)
    : throw new ArgumentException("Usage: Dify.Native ADDRESS KEY CODES");

IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
{
    ["Dify:BaseAddress"] = address,
    ["Dify:ApiKey"] = key,
    ["Dify:Timeout"] = "00:00:30",
}).Build();
IServiceCollection registrations = new ServiceCollection().AddSingleton(configuration).AddLogging();
registrations.AddDifyWorkflowClient(configuration.GetSection("Dify"));
await using ServiceProvider services = registrations.BuildServiceProvider();
IDifyWorkflowClient client = services.GetRequiredService<IDifyWorkflowClient>();

WorkflowOutcome outcome = await Runs.FollowAsync(client);
await Operations.CallAsync(client, outcome.WorkflowRunId!);
await Problems.ReadAsync(Array.ConvertAll(await File.ReadAllLinesAsync(codes), static code => new DifyErrorCode(code)));
using var standIn = new StandIn(address);
await Chats.CallAsync(standIn, new DifyClientOptions { ApiKey = key, BaseAddress = new Uri(address) });
await Knowledge.CallAsync(standIn, new DifyClientOptions { ApiKey = "dataset-test", BaseAddress = new Uri(address) });
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Check.Passed} checks passed."));
return 0;
