using Dify.Generated;

DifyClientOptions options = DifyClientOptions.FromEnvironment();
options.Timeout = TimeSpan.FromMinutes(2);              // of one try, to the last byte; of a stream, to its headers
options.IdleTimeout = TimeSpan.FromSeconds(60);         // of a stream without even a ping
options.Retry = new DifyRetryOptions { MaxRetries = 3, MaxRetryAfter = TimeSpan.FromSeconds(30) };

using var client = new DifyWorkflowClient(options);
