using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Plays the script of one run, whether anybody listens or not.</summary>
internal sealed class RunPlayer
{
    private readonly TestRun run;
    private readonly ScriptedRun script;
    private readonly DifyApp app;
    private readonly RunTeller teller;
    private readonly PausePlayer pauses;
    private Action resume = static () => { };
    private bool isEndedByAnswer;

    public RunPlayer(TestRun run, ScriptedRun script, DifyApp app)
    {
        this.run = run;
        this.script = script;
        this.app = app;
        teller = new RunTeller(run, app);
        pauses = new PausePlayer(run, teller, app);
    }

    /// <summary>Plays the script to its end, to a stop, or to the end of the server.</summary>
    public async Task PlayAsync(CancellationToken serverEnd)
    {
        using var goingOn = CancellationTokenSource.CreateLinkedTokenSource(serverEnd, run.Stopped);
        try
        {
            Task? wait = null;
            for (int number = 0; number < script.Steps.Count; number++)
            {
                goingOn.Token.ThrowIfCancellationRequested();
                RunStep step = script.Steps[number];
                if (step is WaitStep given)
                {
                    await (wait ?? WaitAsync(given, goingOn.Token)).ConfigureAwait(false);
                    wait = null;
                    continue;
                }

                // Begun before the event that it follows is sent: whoever has read that event may set the clock forward at once.
                wait = IsSent(step) && script.Steps.ElementAtOrDefault(number + 1) is WaitStep next ? WaitAsync(next, goingOn.Token) : null;
                await PlayAsync(step, goingOn.Token, serverEnd).ConfigureAwait(false);
                if (isEndedByAnswer)
                {
                    // The answer has ended the run otherwise than the script foresees.
                    return;
                }
            }

            Resume();
            if (!teller.IsOver)
            {
                await Task.Delay(Timeout.Infinite, goingOn.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (goingOn.IsCancellationRequested)
        {
            if (!serverEnd.IsCancellationRequested && !teller.IsOver)
            {
                teller.EndStopped();
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !teller.IsOver)
        {
            // Whoever waits for the run is to hear of it, whatever a script did.
            teller.Fail($"The stand-in could not play the script of this run: {exception.Message}");
        }
    }

    private async Task PlayAsync(RunStep step, CancellationToken goingOn, CancellationToken serverEnd)
    {
        switch (step)
        {
            case WaitForReaderStep:
                await run.WaitForReaderAsync(goingOn).ConfigureAwait(false);
                return;
            case HoldStep hold:
                await hold.Signal.HoldAsync(goingOn).ConfigureAwait(false);
                return;
            default:
                break;
        }

        Resume();
        if (isEndedByAnswer)
        {
            return;
        }

        switch (step)
        {
            case WaitForStopStep:
                await Task.Delay(Timeout.Infinite, goingOn).ConfigureAwait(false);
                break;
            case PauseStep when !run.HasWorkflow:
                throw new InvalidOperationException("a pause needs an app with a workflow behind it.");
            case PauseStep pause:
                // No stop call reaches a paused run.
                resume = await pauses.PlayAsync(pause, serverEnd).ConfigureAwait(false);
                isEndedByAnswer = teller.IsOver;
                break;
            default:
                Send(step);
                break;
        }
    }

    private Task WaitAsync(WaitStep wait, CancellationToken goingOn) => Task.Delay(wait.Duration, app.Time, goingOn);

    private static bool IsSent(RunStep step) => step is not (WaitForReaderStep or HoldStep or WaitForStopStep or PauseStep);

    private void Resume()
    {
        bool wasOver = teller.IsOver;
        resume();
        resume = static () => { };
        isEndedByAnswer = teller.IsOver && !wasOver;
    }

    private void Send(RunStep step)
    {
        switch (step)
        {
            case PingStep pings:
                for (int sent = 0; sent < pings.Count; sent++)
                {
                    run.Publish(new PingFrame());
                }

                break;
            case RawStep raw:
                run.Publish(new RawFrame(raw.Bytes));
                break;
            case DropStep:
                run.Publish(new CutFrame());
                break;
            case EndStreamStep:
                run.Publish(new EndFrame());
                break;
            case RawEventStep raw:
                teller.TellAsGiven(raw.Name, RunPlaceholders.Fill(raw.Members, run), isFlat: true);
                break;
            case EventStep known:
                teller.Tell(known.Name, RunPlaceholders.Fill(known.Data, run));
                break;
            case ErrorStep error:
                teller.Break(error.Shape, error.Code, error.Status, error.Message);
                break;
            case FinishStep finish:
                teller.Finish(finish with { Outputs = RunPlaceholders.Fill((JObject)finish.Outputs, run) });
                break;
            default:
                throw new InvalidOperationException($"No way to play {step.GetType().Name}.");
        }
    }
}
