using Dify.Generated;

using var client = new DifyWorkflowClient(DifyClientOptions.FromEnvironment());
IDifyWorkflowClient patient = client.WithOptions(options =>
{
    options.Timeout = TimeSpan.FromMinutes(5);
    options.Retry.MaxRetries = 0;
    options.Headers["X-Gateway-Token"] = "token";
    options.OnResponse = response => Console.WriteLine($"{response.StatusCode}, Dify {response.ServerVersion}: {response.Body}");
});
AppInfoResponse info = await patient.GetWorkflowAppInfoAsync();
Console.WriteLine(info.Name);
