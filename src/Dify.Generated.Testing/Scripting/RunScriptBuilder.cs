using System;
using System.Collections.Generic;
using System.Text;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>
/// Writes the script of a run, step by step. The server plays the steps one after the other, as fast as they go; the run does not depend on
/// anybody listening. Objects may be anonymous, dictionaries, or JSON trees; their members are named as on the wire.
/// </summary>
/// <remarks>
/// Every stream starts with a ping by itself. A script needs an end: <see cref="Finish"/>, <see cref="Fail"/>,
/// <see cref="PartialSuccess"/>, <see cref="Error"/>, or <see cref="WaitForStop"/> for a run that goes on until somebody stops it; one
/// without is refused. In the texts of events and outputs, <c>{run_id}</c>, <c>{task_id}</c> and <c>{workflow_id}</c> stand for those of
/// the run, and <c>{conversation_id}</c>, <c>{message_id}</c> and <c>{query}</c> for those of the question that it answers.
/// In a chat and a text generator <see cref="Text(string)"/> is a piece of the answer, <see cref="Finish"/> brings <c>message_end</c>, and
/// <see cref="Fail"/> is an <c>error</c> of the model; an app without a workflow skips the events of one.
/// </remarks>
public sealed partial class RunScriptBuilder
{
    private readonly List<RunStep> steps = [];

    internal RunScriptBuilder()
    {
    }

    internal IReadOnlyList<RunStep> Steps => steps;

    /// <summary>One more ping: <c>event: ping</c> without data.</summary>
    /// <returns>This builder.</returns>
    public RunScriptBuilder Ping() => Add(new PingStep());

    /// <summary><c>workflow_started</c> with the run's inputs. Earlier events have a null <c>workflow_run_id</c>.</summary>
    /// <returns>This builder.</returns>
    public RunScriptBuilder Started() => Known("workflow_started");

    /// <summary><c>text_chunk</c>.</summary>
    /// <param name="text">The piece of text.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder Text(string text) => Known("text_chunk", new JObject { ["text"] = text });

    /// <summary><c>text_chunk</c>, with the place that the text comes from.</summary>
    /// <param name="text">The piece of text.</param>
    /// <param name="selector">The node and its output, <c>from_variable_selector</c> on the wire.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder Text(string text, params string[] selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return Known("text_chunk", new JObject { ["text"] = text, ["from_variable_selector"] = new JArray(selector) });
    }

    /// <summary>
    /// A <c>text_chunk</c> for each output that is not empty, in their order, and one of a line end between two outputs: a list as
    /// Markdown items, a file as a
    /// link, anything else as its text. So a real server tells the outputs of an end node as text.
    /// </summary>
    /// <param name="outputs">The outputs, an object.</param>
    /// <param name="endNodeId">The end node, from which the line ends come.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder TextOfOutputs(object outputs, string endNodeId = "end")
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(endNodeId);
        bool isFirst = true;
        foreach (JProperty output in JsonText.ObjectFrom(outputs, nameof(outputs)).Properties())
        {
            if (!isFirst)
            {
                Text("\n", endNodeId, "answer");
            }

            isFirst = false;
            if (OutputText.Of(output.Value) is { Length: > 0 } text)
            {
                Text(text, endNodeId, output.Name);
            }
        }

        return this;
    }

    /// <summary><c>reasoning_chunk</c>.</summary>
    /// <param name="reasoning">The piece of reasoning.</param>
    /// <param name="isFinal">Whether it is the last piece.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder Reasoning(string reasoning, bool isFinal = false) =>
        Known("reasoning_chunk", new JObject { ["reasoning"] = reasoning, ["is_final"] = isFinal });

    /// <summary><c>agent_log</c>. The same id may be sent again as the status changes.</summary>
    /// <param name="nodeId">The agent node.</param>
    /// <param name="id">The id of the log entry.</param>
    /// <param name="label">What the agent does.</param>
    /// <param name="status"><c>start</c>, <c>success</c>, <c>error</c>, …</param>
    /// <param name="data">What the entry says.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder AgentLog(string nodeId, string id, string label, string status = "success", object? data = null) => Known(
        "agent_log",
        new JObject
        {
            ["id"] = id,
            ["label"] = label,
            ["status"] = status,
            ["data"] = JsonText.ObjectFrom(data, nameof(data)),
            ["node_id"] = nodeId,
        });

    /// <summary><c>tts_message</c> for each piece of audio, then <c>tts_message_end</c>.</summary>
    /// <param name="audio">The pieces.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder TextToSpeech(params byte[][] audio)
    {
        ArgumentNullException.ThrowIfNull(audio);
        foreach (byte[] piece in audio)
        {
            Known("tts_message", new JObject { ["audio"] = Convert.ToBase64String(piece) });
        }

        return Known("tts_message_end", new JObject { ["audio"] = "" });
    }

    /// <summary>Any event: <c>event</c>, the ids of the run, and these members after them; a member with the name of an id replaces the
    /// id.</summary>
    /// <param name="name">The value of <c>event</c>.</param>
    /// <param name="members">The members, usually one called <c>data</c>.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder Event(string name, object? members = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Add(new RawEventStep(name, JsonText.ObjectFrom(members, nameof(members))));
    }

    /// <summary>Bytes that go into the stream as they are.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder Raw(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return Add(new RawStep(bytes));
    }

    /// <summary>Text that goes into the stream as it is, in UTF-8.</summary>
    /// <param name="text">The text, with its line ends.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder Raw(string text) => Raw(Encoding.UTF8.GetBytes(text));

    /// <summary>
    /// <c>node_started</c> for each asking node that the script has not started, <c>human_input_required</c> for each form,
    /// <c>workflow_paused</c>, the end of the stream.
    /// The run goes on after each answer, and when a form expires: <c>workflow_started</c> with the reason <c>resumption</c>,
    /// <c>node_started</c> of every asking node
    /// under its old id, <c>human_input_form_filled</c> or <c>human_input_form_timeout</c> (before 1.16), <c>node_finished</c>. While a
    /// form is open, the run
    /// pauses again at once. What comes after the last form comes before the next step that sends something, so a
    /// <see cref="WaitForReader"/> or <see cref="Hold"/>
    /// after the pause holds it back, too. An answer of a paragraph that is no text fails the run, and the rest of the script is not
    /// played.
    /// </summary>
    /// <param name="forms">The forms; one with the defaults if there is none.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder Pause(params PauseForm[] forms)
    {
        ArgumentNullException.ThrowIfNull(forms);
        return Add(new PauseStep(forms.Length == 0 ? [new PauseForm()] : [.. forms]));
    }

    /// <summary>
    /// An <c>error</c> event. The stream stays open and silent afterwards, for as long as
    /// <see cref="DifyTestServerOptions.StreamIdleLimit"/>.
    /// A blocking run answers with the status instead. Bad input needs no script: see <see cref="DifyTestServerOptions.Inputs"/>.
    /// </summary>
    /// <param name="code">The problem code; not sent in the shape <see cref="ErrorShape.WorkerSetup"/>.</param>
    /// <param name="status">The HTTP status that the event names.</param>
    /// <param name="message">The server's text.</param>
    /// <param name="shape">Which members the event has.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder Error(
        string code = "internal_server_error",
        int status = 500,
        string message = "Internal Server Error",
        ErrorShape shape = ErrorShape.Pipeline) =>
        Add(new ErrorStep(shape, code, status, message));

    /// <summary>
    /// Some pings at once, as from a server, or something on the way, that goes on with them after <c>error</c>; a real server mostly
    /// does not.
    /// </summary>
    /// <param name="count">How many.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder PingsAfterError(int count = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return Add(new PingStep(count));
    }

    /// <summary><c>workflow_finished</c> with the status <c>succeeded</c>, the end of the stream.</summary>
    /// <param name="outputs">The outputs; an empty object unless set.</param>
    /// <param name="totalTokens">The tokens that the run used.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder Finish(object? outputs = null, long totalTokens = 0) =>
        Add(new FinishStep("succeeded", JsonText.ObjectFrom(outputs, nameof(outputs)), null, 0, totalTokens));

    /// <summary><c>workflow_finished</c> with the status <c>failed</c>, the end of the stream.</summary>
    /// <param name="message">The error of the run.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder Fail(string message) => Add(new FinishStep("failed", new JObject(), message, 1, 0));

    /// <summary><c>workflow_finished</c> with the status <c>partial-succeeded</c>, the end of the stream.</summary>
    /// <param name="outputs">The outputs; an empty object unless set.</param>
    /// <param name="exceptionsCount">How many nodes failed.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder PartialSuccess(object? outputs = null, int exceptionsCount = 1) =>
        Add(new FinishStep("partial-succeeded", JsonText.ObjectFrom(outputs, nameof(outputs)), null, exceptionsCount, 0));

    /// <summary>Cuts every open stream of the run after what was sent before; the run goes on. Add <see cref="WaitForReader"/> to let it
    /// wait for the caller to come back.</summary>
    /// <returns>This builder.</returns>
    public RunScriptBuilder Drop() => Add(new DropStep());

    /// <summary>Ends every open stream of the run cleanly, although no terminal event was sent; the run goes on.</summary>
    /// <returns>This builder.</returns>
    public RunScriptBuilder EndStream() => Add(new EndStreamStep());

    /// <summary>The streams stay open until the stop call; nothing after this step is played.</summary>
    /// <returns>This builder.</returns>
    public RunScriptBuilder WaitForStop() => Add(new WaitForStopStep());

    /// <summary>The run waits until at least one stream of it is open.</summary>
    /// <returns>This builder.</returns>
    public RunScriptBuilder WaitForReader() => Add(new WaitForReaderStep());

    /// <summary>The run waits until the signal is set.</summary>
    /// <param name="signal">The signal.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder Hold(RunSignal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return Add(new HoldStep(signal));
    }

    /// <summary>The run waits for a time, by the server's clock.</summary>
    /// <param name="duration">How long.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder Wait(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        return Add(new WaitStep(duration));
    }

    internal RunScriptBuilder Known(string name, JObject? data = null, object? more = null)
    {
        JObject all = data ?? [];
        foreach (JProperty member in JsonText.ObjectFrom(more, nameof(more)).Properties())
        {
            all[member.Name] = member.Value;
        }

        return Add(new EventStep(name, all));
    }

    private RunScriptBuilder Add(RunStep step)
    {
        steps.Add(step);
        return this;
    }
}
