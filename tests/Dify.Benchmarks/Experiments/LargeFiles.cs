using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using Dify.Benchmarks.Measuring;
using Dify.Benchmarks.Serving;
using Dify.Generated;

namespace Dify.Benchmarks.Experiments;

/// <summary>Files that no memory should hold, up and down.</summary>
internal sealed class LargeFiles : Experiment
{
    private const string Raw = "platform alone";
    private const string Own = "Dify.Generated";
    private const string Stored = "{\"id\": \"file-1\", \"name\": \"zeros.bin\", \"size\": 1, \"extension\": \"bin\", \"mime_type\": "
        + "\"application/octet-stream\", \"created_by\": \"u\", \"created_at\": 1}";

    public override IReadOnlyList<string> Goals => ["D8"];

    public override async Task<Outcome> MeasureAsync(Effort effort)
    {
        long bytes = effort == Effort.Full ? 512L << 20 : 128L << 20;
        using var uploads = new ReadyServer(Answers.Json(Stored));
        using var raw = new RawClient(uploads.BaseAddress);
        using DifyWorkflowClient client = Clients.Create(uploads.BaseAddress);
        Rounds up = await Rounds.MeasureOnceWarmAsync(
            effort == Effort.Full ? 9 : 5,
            new Contender(Raw, async () =>
            {
                using var form = new MultipartFormDataContent
                {
                    { new StringContent("user-1"), "user" },
                    { new StreamContent(new EndlessZeros(bytes)), "file", "zeros.bin" },
                };
                using HttpResponseMessage response = await raw.Http.PostAsync(
                    new Uri(uploads.BaseAddress.AbsoluteUri + "/files/upload"), form);
                response.EnsureSuccessStatusCode();
                return 1;
            }),
            new Contender(Own, async () =>
            {
                await client.UploadWorkflowFileAsync(FileUpload.FromStream(new EndlessZeros(bytes), "zeros.bin"), "user-1");
                return 1;
            }));

        using var downloads = new ReadyServer(socket => SendZeros(socket, bytes));
        using DifyWorkflowClient reader = Clients.Create(downloads.BaseAddress);
        long live = await DownloadAsync(reader);

        double speed = 1 / up.Ratio(Own, Raw);
        double allocated = up.Bytes(Own) * ((512L << 20) / (double)bytes);
        return new Outcome(new Finding(
            "D8",
            Figures.Text(
                $"upload of {bytes >> 20} MiB from a stream: speed against the platform alone, bytes allocated for 512 MiB; live memory in a download of as much"),
            "at least 0.90 ×; 2 MiB; 2 MiB",
            $"{Figures.Times(speed)}; {Figures.Megabytes(allocated)}; {Figures.Megabytes(live)}",
            speed >= 0.9 && allocated <= 2 << 20 && live <= 2 << 20));
    }

    // The highest memory that was live while the file was read, above what was live before.
    private static async Task<long> DownloadAsync(DifyWorkflowClient client)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long highest = 0;
        await using FileDownload file = await client.PreviewWorkflowFileAsync("1f0c9a6e-7b52-4d38-a1e4-5c8b3d2f6a07");
        var buffer = new byte[128 * 1024];
        long read = 0;
        long nextLook = 0;
        int count;
        while ((count = await file.Content.ReadAsync(buffer)) > 0)
        {
            read += count;
            if (read >= nextLook)
            {
                highest = Math.Max(highest, GC.GetTotalMemory(forceFullCollection: true) - before);
                nextLook += 16 << 20;
            }
        }

        return highest;
    }

    private static void SendZeros(Socket socket, long bytes)
    {
        ReadyServer.Send(socket, Encoding.ASCII.GetBytes(
            FormattableString.Invariant($"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: {bytes}\r\n\r\n")));
        var piece = new byte[1 << 20];
        for (long sent = 0; sent < bytes; sent += piece.Length)
        {
            ReadyServer.Send(socket, piece);
        }
    }
}
