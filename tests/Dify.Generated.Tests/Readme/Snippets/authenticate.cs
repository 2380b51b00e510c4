using Dify.Generated;

using var client = new DifyWorkflowClient(new DifyClientOptions
{
    // Asked for each call, for a key that changes; ApiKey = "app-…" for one that does not.
    ApiKeyProvider = async cancellationToken => (await File.ReadAllTextAsync("/run/secrets/dify", cancellationToken)).Trim(),
    BaseAddress = new Uri("https://dify.example.com/v1"),     // Dify's cloud if left out
});

AppInfoResponse info = await client.GetWorkflowAppInfoAsync();
Console.WriteLine(info.Name);
