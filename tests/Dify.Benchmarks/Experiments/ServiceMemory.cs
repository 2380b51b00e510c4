using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Dify.Benchmarks.Measuring;
using Dify.Benchmarks.Serving;
using Dify.Generated;
using Dify.Generated.Tests.Wire;

namespace Dify.Benchmarks.Experiments;

/// <summary>What is live while much goes through: a document that is uploaded to a knowledge base, an answer in very many pieces.</summary>
internal sealed class ServiceMemory : Experiment
{
    private const string Dataset = "1f0c9a6e-7b52-4d38-a1e4-5c8b3d2f6a07";
    private const string Stored = $"{{\"document\": {{\"id\": \"{Dataset}\", \"name\": \"zeros.txt\"}}, \"batch\": \"b\"}}";
    private const long Document = 200L << 20;
    private const int Messages = 100_000;
    private const long Limit = 256L << 10;

    public override IReadOnlyList<string> Goals => ["D13"];

    public override async Task<Outcome> MeasureAsync(Effort effort)
    {
        using var uploads = new ReadyServer(Answers.Json(Stored));
        using DifyKnowledgeClient knowledge = Clients.CreateKnowledge(uploads.BaseAddress);
        await knowledge.CreateDocumentFromFileAsync(Dataset, FileUpload.FromBytes([1], "one.txt"));
        var memory = new LiveMemory();
        await knowledge.CreateDocumentFromFileAsync(Dataset, FileUpload.FromStream(new WatchedZeros(Document, memory), "zeros.txt"));
        long upload = memory.Growth;

        using var chats = new ReadyServer(Answers.Stream(ChatFrames.Answer(Messages)));
        using DifyChatClient chat = Clients.CreateChat(chats.BaseAddress);
        long stream = await WatchAsync(chat.SendChatMessageStreamingAsync(Clients.Question));
        await using ChatRun run = await chat.StartChatAsync(Clients.Question);
        long followed = await WatchAsync(run.Events);

        // Whoever follows an answer is to have its text in the end: characters of two bytes.
        long text = run.Text.Length * 2L;
        return new Outcome(new Finding(
            "D13",
            Figures.Text($"growth of live memory behind the first 16 MiB of a document of {Document >> 20} MiB that is uploaded to a ")
                + Figures.Text($"knowledge base; behind the first 5 % of a chat stream of {Messages:#,0} messages; in a followed one, ")
                + $"beside its text of {Figures.Megabytes(text)}",
            "at most 256 KiB each",
            $"{Figures.Bytes(upload)}; {Figures.Bytes(stream)}; {Figures.Bytes(Math.Max(0, followed - text))}",
            upload <= Limit && stream <= Limit && followed - text <= Limit));
    }

    private static async Task<long> WatchAsync(IAsyncEnumerable<DifyStreamEvent> events)
    {
        var memory = new LiveMemory();
        int count = 0;
        await foreach (DifyStreamEvent _ in events)
        {
            if (++count % (Messages / 20) == 0)
            {
                memory.Look();
            }
        }

        return count > Messages ? memory.Growth : throw new InvalidDataException($"Only {count} events came.");
    }

    /// <summary>What is live above what was live at the first look, when the connection and its buffers were there.</summary>
    private sealed class LiveMemory
    {
        private long? first;

        public long Growth { get; private set; }

        public void Look()
        {
            long live = GC.GetTotalMemory(forceFullCollection: true);
            first ??= live;
            Growth = Math.Max(Growth, live - first.Value);
        }
    }

    /// <summary>Zeros that nobody has to hold, and a look at the memory now and then while they are taken.</summary>
    private sealed class WatchedZeros(long length, LiveMemory memory) : ForwardOnlyStream
    {
        private readonly EndlessZeros zeros = new(length);
        private long taken;
        private long nextLook = 16 << 20;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int count = await zeros.ReadAsync(buffer, cancellationToken);
            taken += count;
            if (taken >= nextLook)
            {
                memory.Look();
                nextLook += 16 << 20;
            }

            return count;
        }
    }
}
