using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Recording;

/// <summary>Writes a script from the exchanges between a program and a server.</summary>
internal sealed class ScriptRecorder(Uri server, TimeProvider time, bool keepsWaits)
{
    private static readonly IReadOnlyDictionary<string, string> NoPlaces = new Dictionary<string, string>();

    private readonly object gate = new();
    private readonly Anonymizer anonymizer = new(server.Host);
    private readonly Dictionary<string, int> calls = new(StringComparer.Ordinal);
    private readonly List<RunRecorder> runs = [];
    private readonly JArray responses = [];
    private readonly JObject app = [];
    private string? version;

    /// <summary>How many runs there are.</summary>
    public int Runs
    {
        get
        {
            lock (gate)
            {
                return runs.Count;
            }
        }
    }

    /// <summary>Takes note of a request, and gives what takes note of its answer.</summary>
    public ExchangeRecorder Begin(string method, string path, string? authorization)
    {
        lock (gate)
        {
            anonymizer.NoteKey(authorization);
            var operation = Operation.Of(method, path);
            int call = calls.GetValueOrDefault(operation.Name) + 1;
            calls[operation.Name] = call;
            if (operation.IsStop)
            {
                runs.FindLast(run => run.TaskId == operation.Id)?.NoteStop();
            }

            return new ExchangeRecorder(this, operation, call);
        }
    }

    public void NoteVersion(string? named)
    {
        lock (gate)
        {
            version = named ?? version;
        }
    }

    /// <summary>The run whose events are on a stream: a new one, or the one that a caller has come back to.</summary>
    public RunRecorder? RunOf(Operation operation)
    {
        lock (gate)
        {
            if (operation.Name == Operation.Events)
            {
                return runs.FindLast(run => run.RunId == operation.Id);
            }

            if (!operation.IsStart)
            {
                return null;
            }

            var run = new RunRecorder(operation, time, keepsWaits);
            runs.Add(run);
            return run;
        }
    }

    /// <summary>Does something with a run while nobody else does.</summary>
    public void With(RunRecorder run, Action<RunRecorder> note)
    {
        lock (gate)
        {
            note(run);
        }
    }

    /// <summary>A whole answer that went well.</summary>
    public void NoteAnswer(Operation operation, JObject answer)
    {
        lock (gate)
        {
            switch (operation.Name)
            {
                case Operation.Run or Operation.RunById:
                    RunOf(operation)!.NoteBlocking(answer);
                    break;
                case Operation.Chat or Operation.Complete:
                    RunOf(operation)!.NoteBlockingAnswer(answer);
                    break;
                case "GET /messages/{message_id}/suggested":
                    app["suggested_questions"] = answer["data"];
                    break;
                case Operation.Detail:
                    runs.FindLast(run => run.RunId == operation.Id)?.NoteOutcome(answer);
                    break;
                case "GET /info" or "GET /parameters" or "GET /meta" or "GET /site":
                    app[operation.Name["GET /".Length..]] = answer;
                    break;
                case Operation.Transcribe:
                    app["has_speech"] = true;
                    app["transcript"] = answer["text"];
                    break;
                default:
                    break;
            }
        }
    }

    public void NoteSpeech()
    {
        lock (gate)
        {
            app["has_speech"] = true;
        }
    }

    /// <summary>An answer that scripts give in the place of the stand-in's own.</summary>
    public void NoteResponse(Operation operation, int call, JObject response)
    {
        if (operation.IsKnown)
        {
            lock (gate)
            {
                response.AddFirst(new JProperty("call", call));
                response.AddFirst(new JProperty("request", operation.Name));
                responses.Add(response);
            }
        }
    }

    /// <summary>The script so far.</summary>
    public string ToScript()
    {
        lock (gate)
        {
            var script = new JObject();
            if (version is not null)
            {
                script["server_version"] = version;
            }

            if (runs.Select(run => run.StopEndedAs).LastOrDefault(ended => ended is not null) is { } stopEndsAs)
            {
                script["stop_ends_as"] = stopEndsAs;
            }

            if (runs.Select(run => run.App).FirstOrDefault(kind => kind is not null) is { } kind)
            {
                script["app"] = kind;
            }

            script.Merge(app);
            if (responses.Count > 0)
            {
                script["responses"] = responses.DeepClone();
            }

            anonymizer.Clean(script, NoPlaces);
            if (runs.Count > 0)
            {
                script["runs"] = new JArray(runs.Select(run => run.ToScript(anonymizer)));
            }

            return script.ToString(Formatting.Indented) + "\n";
        }
    }
}
