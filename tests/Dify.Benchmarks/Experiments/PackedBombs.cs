using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Dify.Benchmarks.Children;
using Dify.Benchmarks.Measuring;
using Dify.Benchmarks.Serving;
using Dify.Generated;
using Newtonsoft.Json;

namespace Dify.Benchmarks.Experiments;

/// <summary>The memory of a process that gets little which unpacks to much, as an answer and as the body of a failure, through a handler
/// that unpacks.</summary>
internal sealed class PackedBombs : Experiment
{
    private const long BombBytes = 256L << 20;
    private const long LargestPeak = (64L << 20) + 64_000_000;

    public override IReadOnlyList<string> Goals => ["C7"];

    public override async Task<Outcome> MeasureAsync(Effort effort)
    {
        byte[] small = Encoding.UTF8.GetBytes(
            "{\"name\":\"app\",\"description\":\"\",\"tags\":[],\"mode\":\"workflow\",\"author_name\":\"\"}");
        long nothing = (await RunAsync(HostileServerChild.OwnCallName, Answer(200, "identity", small))).PeakBytes;
        var bars = new List<Bar>();
        var answers = new List<HostileServerChild.Ordeal>();
        var failures = new List<HostileServerChild.Ordeal>();
        foreach (string encoding in new[] { "gzip", "br" })
        {
            byte[] bomb = Pack(encoding);
            if (effort == Effort.Full)
            {
                bars.Add(new Bar(
                    $"platform alone, {encoding}",
                    (await RunAsync(HostileServerChild.RawCallName, Answer(200, encoding, bomb))).PeakBytes / (double)(1 << 20)));
            }

            answers.Add(await RunAsync(HostileServerChild.OwnCallName, Answer(200, encoding, bomb)));
            failures.Add(await RunAsync(HostileServerChild.OwnCallName, Answer(500, encoding, bomb)));
            bars.Add(new Bar($"Dify.Generated, {encoding}", answers[^1].PeakBytes / (double)(1 << 20)));
        }

        bars.Add(new Bar("Dify.Generated, a small answer", nothing / (double)(1 << 20)));
        IEnumerable<HostileServerChild.Ordeal> all = answers.Concat(failures);
        return new Outcome(
            [
                new Finding(
                    "C7",
                    $"{Figures.Megabytes(BombBytes)} packed with gzip and brotli, as an answer and as the body of a failure: the failure, and the most memory of the process, with the limit of 64 MiB that there is unless set",
                    $"a failure of its own type, at most {Figures.Megabytes(LargestPeak)}",
                    $"{string.Join(", ", all.Select(ordeal => $"{ordeal.Failure ?? "no failure"} with {Figures.Megabytes(ordeal.PeakBytes)}"))}; a process that makes one small call {Figures.Megabytes(nothing)}",
                    all.All(ordeal => ordeal.PeakBytes <= LargestPeak)
                        && answers.All(ordeal => ordeal.Failure == nameof(DifyProtocolException))
                        && failures.All(ordeal => ordeal.Failure == nameof(DifyServerException))),
            ],
            [new Chart("packed-bomb", "Most memory of a process that is sent 256 MiB, packed", "MiB", bars)]);
    }

    private static async Task<HostileServerChild.Ordeal> RunAsync(string child, byte[] answer)
    {
        using var server = new ReadyServer(answer);
        return JsonConvert.DeserializeObject<HostileServerChild.Ordeal>(
            await ChildProcess.RunAsync(child, server.BaseAddress.AbsoluteUri))!;
    }

    private static byte[] Answer(int status, string encoding, byte[] body) =>
        [
            .. Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {status} Status\r\nContent-Type: application/json\r\nContent-Encoding: {encoding}\r\nContent-Length: {body.Length}\r\n\r\n"),
                .. body
        ];

    private static byte[] Pack(string encoding)
    {
        using var packed = new MemoryStream();
        using (Stream packer = encoding == "gzip"
            ? new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)
            : new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] zeros = new byte[1 << 20];
            for (long written = 0; written < BombBytes; written += zeros.Length)
            {
                packer.Write(zeros);
            }
        }

        return packed.ToArray();
    }
}
