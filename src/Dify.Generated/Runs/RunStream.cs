using System;
#if NET
using System.Runtime.CompilerServices;
#endif
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>What holds for every stream of a run: which events end it, and that an end without one is a failure.</summary>
internal static class RunStream
{
    /// <summary>Whether nothing more has to come: in a run of a workflow something does behind the end of an answer.</summary>
    public static bool IsTerminal(DifyStreamEvent next, RunProgress progress)
        => next is WorkflowFinishedEvent or WorkflowPausedEvent || (next is IAnswerEnd && progress.WorkflowRunId is null);

    /// <summary>Reads the next event that means something.</summary>
    /// <exception cref="WorkflowRunException">The server ended the run with an error.</exception>
    /// <exception cref="DifyApiException">The server refused the run before it had begun.</exception>
    /// <exception cref="WorkflowStreamInterruptedException">The stream ended before the run did.</exception>
    /// <exception cref="OperationCanceledException">The stream was given up.</exception>
    public static ValueTask<DifyStreamEvent> ReadAsync(
        string operation, EventStream<DifyStreamEvent> stream, RunProgress progress, CancellationToken cancellationToken)
    {
        // Most events are text that has come already, and need no state machine.
        var read = stream.ReadAsync();
        if (read.IsCompletedSuccessfully)
        {
            var next = read.Result;
            if (next is ITextEvent)
            {
                return new ValueTask<DifyStreamEvent>(next);
            }

            read = new ValueTask<DifyStreamEvent?>(next);
        }

        return ReadAsync(read, operation, stream, progress, cancellationToken);
    }

#if NET
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
#endif
    private static async ValueTask<DifyStreamEvent> ReadAsync(
        ValueTask<DifyStreamEvent?> read,
        string operation,
        EventStream<DifyStreamEvent> stream,
        RunProgress progress,
        CancellationToken cancellationToken)
    {
        try
        {
            for (; await read.ConfigureAwait(false) is { } next; read = stream.ReadAsync())
            {
                switch (next)
                {
                    case PingEvent:
                        continue;
                    case ErrorEvent error:
                        throw RunFailure.Error(operation, error, progress);
                    case UnknownEvent nameless when RunFailure.ProblemOf(nameless) is { } problem:
                        throw RunFailure.Error(operation, problem, nameless, progress);
                    case WorkflowFinishedEvent finished when RunFailure.IsRefusal(finished):
                        throw RunFailure.Refused(operation, finished.Data.Error, finished);
                    default:
                        return next;
                }
            }
        }
        catch (OperationCanceledException exception)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
        catch (StreamBrokenException broken)
        {
            // What a gateway says does not end a run that has begun.
            throw broken.Problem is { } problem && (problem.Source == ProblemSource.Dify || progress.WorkflowRunId is null)
                ? RunFailure.Error(operation, problem, null, progress)
                : RunFailure.Interrupted(operation, broken.End, broken.InnerException, progress);
        }

        throw RunFailure.Interrupted(operation, StreamEnd.EndedEarly, null, progress);
    }
}
