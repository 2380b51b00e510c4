using System;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>
/// Sends in the forms of a run, one at a time and only at a pause. While the server takes up a run after one answer it loses the next one:
/// the form is taken then, and the run waits for it for ever. So an answer is held back until the run pauses again, or has ended.
/// </summary>
internal sealed class RunAnswers
{
    // What a server needs to take up a run that was answered, and to begin a stream, with a margin.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // A branch of the run may be at work for as long as it likes. One of which nothing is heard for this long is taken to be lost.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(2);

    private readonly RunServer server;
    private readonly RunJournal journal;
    private readonly RunFollower follower;
    private readonly RunRecord record;
    private readonly TimeProvider clock;
    private readonly SemaphoreSlim turn = new(1, 1);
    private int underWay;

    public RunAnswers(RunServer server, RunJournal journal, RunFollower follower, RunRecord record, TimeProvider clock)
    {
        this.server = server;
        this.journal = journal;
        this.follower = follower;
        this.record = record;
        this.clock = clock;
    }

    /// <summary>Whether an answer is on its way to the server, or held back.</summary>
    public bool AreUnderWay => Volatile.Read(ref underWay) > 0;

    /// <summary>Waits until the answer that is on its way has arrived.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        turn.Release();
    }

    /// <summary>Sends in a form.</summary>
    public async Task SendAsync(HumanInputRequiredEvent form, string action, HumanInputAnswers answers, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref underWay);
        try
        {
            await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await HoldBackAsync(cancellationToken).ConfigureAwait(false);
                await PrepareAsync(cancellationToken).ConfigureAwait(false);
                await SendInTurnAsync(form, action, answers, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                turn.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref underWay);
        }
    }

    private bool IsNext => journal.IsWaiting || journal.IsOver || follower.IsClosed;

    private async Task HoldBackAsync(CancellationToken cancellationToken)
    {
        var silence = TimeSpan.Zero;
        while (!IsNext && silence < LongestSilence)
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var wait = silence == TimeSpan.Zero ? Patience : silence;
            var read = await follower.ReadAheadAsync(() => IsNext, Clock.DelayAsync(clock, wait, enough.Token)).ConfigureAwait(false);
            enough.Cancel();
            cancellationToken.ThrowIfCancellationRequested();
            silence = read ? TimeSpan.Zero : silence + wait;
            if (!read && !IsNext && (await record.ReadAsync(cancellationToken).ConfigureAwait(false)).Status != WorkflowRunStatus.Running)
            {
                // Nothing goes on that an answer could disturb, as far as anybody knows.
                return;
            }
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await follower.PrepareToGoOnAsync(Clock.DelayAsync(clock, Patience, enough.Token), cancellationToken).ConfigureAwait(false);
        enough.Cancel();
    }

    private async Task SendInTurnAsync(
        HumanInputRequiredEvent form, string action, HumanInputAnswers answers, CancellationToken cancellationToken)
    {
        try
        {
            await server.SubmitAsync(form.Data.FormToken!, action, answers, cancellationToken).ConfigureAwait(false);
            journal.TakeForm(form);
        }
        catch (DifyApiException exception) when (exception.Code == DifyErrorCode.HumanInputFormSubmitted)
        {
            // Whoever it was, perhaps a try of this very call whose answer got lost: the run goes on.
            if (!journal.TakeForm(form))
            {
                await follower.StayAtPauseAsync().ConfigureAwait(false);
            }

            throw;
        }
        catch (DifyApiException exception) when (exception.Code == DifyErrorCode.HumanInputFormExpired)
        {
            // The server lets the run go on without the form.
            journal.ExpireForm(form);
            throw;
        }
        catch
        {
            await follower.StayAtPauseAsync().ConfigureAwait(false);
            throw;
        }
    }
}
