using System;
using System.Threading.Tasks;
using Polly;
using Polly.Retry;

namespace Dify.Generated;

/// <summary>Decides which failed tries are repeated, and after which wait.</summary>
internal static class RetryPipeline
{
    public static readonly ResiliencePropertyKey<ApiCall> CallKey = new("Dify.Call");

    public static ResiliencePipeline Create(
        DifyRetryOptions options, RetryBudget budget, TimeProvider clock, Action<ApiCall, int, TimeSpan> onRetry)
    {
        if (options.MaxRetries == 0)
        {
            return ResiliencePipeline.Empty;
        }

        return new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.MaxRetries,
                ShouldHandle = arguments => new ValueTask<bool>(
                    arguments.Outcome.Exception is DifyApiException failure
                    && arguments.Context.Properties.TryGetValue(CallKey, out var call)
                    && arguments.AttemptNumber < options.MaxRetries
                    && ShouldRepeat(call, failure, options)
                    && budget.TryTake()),
                DelayGenerator = arguments => new ValueTask<TimeSpan?>(
                    (arguments.Outcome.Exception as DifyApiException)?.RetryAfter ?? Backoff(arguments.AttemptNumber, options)),
                OnRetry = arguments =>
                {
                    if (arguments.Context.Properties.TryGetValue(CallKey, out var call))
                    {
                        onRetry(call, arguments.AttemptNumber + 1, arguments.RetryDelay);
                    }

                    return default;
                },
            })
            .Build();
    }

    private static bool ShouldRepeat(ApiCall call, DifyApiException failure, DifyRetryOptions options)
    {
        // A server that asks for more patience than we have is not asked again before it is ready.
        if (!call.CanRepeat || failure.RetryAfter > options.MaxRetryAfter)
        {
            return false;
        }

        return failure switch
        {
            DifyTimeoutException => false,
            DifyConnectionException { MayHaveReachedServer: false } connection => connection.IsTransient,
            DifyRateLimitException limit when limit.Kind == RateLimitKind.Concurrency => true,
            DifyRateLimitException limit when limit.Kind == RateLimitKind.Quota => false,
            _ => failure.IsTransient && (call.Repeat == Repeat.Safe || options.RepeatUnsafeCalls),
        };
    }

    private static TimeSpan Backoff(int attempt, DifyRetryOptions options)
    {
        var doubled = options.BaseDelay.TotalSeconds * Math.Pow(2, Math.Min(attempt, 30));
        var capped = Math.Min(doubled, options.MaxDelay.TotalSeconds);
        return TimeSpan.FromSeconds(capped * (1 - (0.25 * RandomFraction())));
    }

#if NETSTANDARD2_0
    private static readonly Random Random = new();

    private static double RandomFraction()
    {
        lock (Random)
        {
            return Random.NextDouble();
        }
    }
#else
    private static double RandomFraction() => Random.Shared.NextDouble();
#endif
}
