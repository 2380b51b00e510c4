using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Dify.Generated.Tests.Recordings;
using Xunit;

namespace Dify.Generated.Tests.ChatRuns;

/// <summary>
/// An answer of each kind, its stream cut behind every byte: never a success without the whole text, never a second start, and no text lost
/// without saying so.
/// </summary>
public sealed class ChatCutTests
{
    private const string Whole = "A: Hello to you";

    private static readonly Dictionary<string, string[]> Streams = new()
    {
        ["chat"] = [ChatJson.Message("A: "), ChatJson.Message("Hello "), ChatJson.Message("to you"), ChatJson.End()],
        ["agent"] = [ChatJson.Thought("t1"),
            ChatJson.Agent("A: "), ChatJson.Thought("t1", "A: ", "clock", "{}", "{}"), ChatJson.Agent("Hello to you"), ChatJson.End()],
        ["completion"] = [ChatJson.Message("A: "), ChatJson.Message("Hello to you"), ChatJson.End()],
        ["chatflow"] = [ChatJson.Started(), ChatJson.Message("A: "),
            ChatJson.NodeStarted("llm"), ChatJson.Message("Hello to you"), ChatJson.End(), ChatJson.Finished("succeeded", Whole)],
    };

    public static IEnumerable<object[]> Cuts
        => from kind in Streams.Keys
           from isClean in (bool[])[false, true]
           from isKept in (bool[])[false, true]
           select new object[] { kind, isClean, isKept };

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Cuts))]
    public async Task An_answer_that_is_cut_is_whole_or_a_failure(string kind, bool isClean, bool isKept)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(Streams[kind].Select(next => $"data: {next}\n\n")));
        int first = 8 + Encoding.UTF8.GetByteCount(Streams[kind][0]);
        for (int place = 0; place < bytes.Length; place++)
        {
            // The waits between two looks at the record are over at once.
            using var server = new ChatServer { Clock = new IdleClock(static () => true) };
            server.Stream(bytes.AsMemory(0, place), isClean ? null : new IOException("The connection broke."));
            server.Stream(ChatJson.FinishedRecord("succeeded", Whole));
            server.Answers = request =>
                isKept && request.Target.StartsWith("/v1/messages", StringComparison.Ordinal) ? (200, ChatServer.Messages(Whole)) : null;
            string where = $"cut behind byte {place} of {bytes.Length}";
            bool isNamed = place >= first;
            bool canEnd = isNamed && (kind == "chatflow" || (isKept && kind != "completion"));
            ChatRun? run = null;
            try
            {
                run = await StartAsync(server, kind);
                List<string> pieces = [];
                await foreach (string piece in run.TextAsync(server.Bound))
                {
                    pieces.Add(piece);
                }

                Assert.True(canEnd, where);
                Assert.Equal(Whole, run.Outcome!.Text);
                Assert.Equal(Whole, string.Concat(pieces));
                Assert.True(run.Outcome.TextIsComplete, where);
                Assert.Equal(WorkflowRunStatus.Succeeded, run.Outcome.Status);
                Assert.False(run.Outcome.TextWasReplaced);
            }
            catch (WorkflowStreamInterruptedException cut)
            {
                Assert.False(canEnd, where);
                Assert.Equal(isNamed ? ChatServer.MessageId : null, cut.MessageId);
                Assert.Equal(isNamed ? ChatServer.ConversationId : null, cut.ConversationId);
                Assert.StartsWith(run?.Text ?? string.Empty, Whole, StringComparison.Ordinal);
                Assert.Null(run?.Outcome);
            }

            Assert.Equal(1, server.Starts);
            await (run?.DisposeAsync() ?? default);
        }
    }

    private static Task<ChatRun> StartAsync(ChatServer server, string kind)
        => kind == "completion"
            ? server.Completion().StartCompletionAsync(new CompletionRequest { Inputs = [], User = "u1" }, cancellationToken: server.Bound)
            : server.Chat().StartChatAsync(ChatServer.Ask(), cancellationToken: server.Bound);
}
