using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated.Tests.Wire;

/// <summary>One connection of the script server: plays its script and keeps what came in.</summary>
internal sealed class WireConnection(Socket socket, WireScript script, X509Certificate2? certificate)
{
    private readonly List<WireRequest> requests = [];
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Raised when a request is recorded.</summary>
    public event Action? RequestRecorded;

    /// <summary>Ends when the other side has closed or reset the connection. It is noticed while the script reads, writes or is
    /// over.</summary>
    public Task ClosedByClient => closed.Task;

    /// <summary>How many bytes the script has written.</summary>
    public long BytesWritten { get; private set; }

    public IReadOnlyList<WireRequest> Requests
    {
        get
        {
            lock (requests)
            {
                return [.. requests];
            }
        }
    }

    public async Task PlayAsync(CancellationToken serverEnd)
    {
        try
        {
            await using Stream stream = await OpenAsync(serverEnd);
            var input = new WireInput(stream);
            foreach (WireStep step in script.Steps)
            {
                if (!await PlayAsync(step, stream, input, serverEnd))
                {
                    return;
                }
            }

            await input.ReadToCloseAsync(serverEnd);
            closed.TrySetResult();
        }
        catch (Exception exception) when (exception is IOException or SocketException or AuthenticationException)
        {
            closed.TrySetResult();
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException
            && serverEnd.IsCancellationRequested)
        {
            closed.TrySetCanceled(CancellationToken.None);
        }
        finally
        {
            socket.Dispose();
        }
    }

    private async Task<Stream> OpenAsync(CancellationToken serverEnd)
    {
        socket.NoDelay = true;
        var network = new NetworkStream(socket, ownsSocket: true);
        if (certificate is null)
        {
            return network;
        }

        var secure = new SslStream(network);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, serverEnd);
        return secure;
    }

    /// <summary>Plays a step; false if the connection is over.</summary>
    private async Task<bool> PlayAsync(WireStep step, Stream stream, WireInput input, CancellationToken serverEnd)
    {
        switch (step)
        {
            case ReadRequestStep:
                if (await input.ReadRequestAsync(serverEnd) is not { } request)
                {
                    closed.TrySetResult();
                    return false;
                }

                Record(request);
                return true;
            case ReadHeadStep:
                if (await input.ReadHeadAsync(serverEnd) is not { } head)
                {
                    closed.TrySetResult();
                    return false;
                }

                Record(new WireRequest(head, input.TakePending()));
                return true;
            case ReadBytesStep read:
                Extend(await input.ReadBytesAsync(read.Count, serverEnd));
                return true;
            case ReadBodyStep:
                Extend(await input.ReadBodyAsync(Requests[^1], serverEnd));
                return true;
            case WriteStep write:
                await WriteAsync(stream, write, serverEnd);
                return true;
            case WriteRepeatedlyStep write:
                while (BytesWritten < write.Limit)
                {
                    await stream.WriteAsync(write.Bytes, serverEnd);
                    BytesWritten += write.Bytes.Length;
                }

                return true;
            case PauseStep pause:
                await pause.Signal().WaitAsync(serverEnd);
                return true;
            case WaitForCloseStep:
                await input.ReadToCloseAsync(serverEnd);
                closed.TrySetResult();
                return true;
            case FinStep:
                await stream.FlushAsync(serverEnd);
                socket.Shutdown(SocketShutdown.Send);
                return true;
            case ResetStep:
                socket.LingerState = new LingerOption(true, 0);
                socket.Close();
                return false;
            default:
                throw new InvalidOperationException($"No way to play {step.GetType().Name}.");
        }
    }

    private async Task WriteAsync(Stream stream, WriteStep write, CancellationToken serverEnd)
    {
        for (int start = 0; start < write.Bytes.Length;)
        {
            int length = Math.Min(write.PieceLength, write.Bytes.Length - start);
            await stream.WriteAsync(write.Bytes.Slice(start, length), serverEnd);
            BytesWritten += length;
            start += length;
        }
    }

    private void Record(WireRequest request)
    {
        lock (requests)
        {
            requests.Add(request);
        }

        RequestRecorded?.Invoke();
    }

    private void Extend(byte[] more)
    {
        lock (requests)
        {
            WireRequest last = requests.Last();
            requests[^1] = last with { Body = [.. last.Body, .. more] };
        }
    }
}
