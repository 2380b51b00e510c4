using System.Globalization;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Generated.Testing;

namespace Dify.Cli.Mock;

/// <summary>A line for each request, and one for each thing that the documents have against it.</summary>
internal sealed class RequestLines(Terminal terminal)
{
    private readonly object gate = new();

    public void Tell(RecordedRequest request)
    {
        lock (gate)
        {
            string time = request.ReceivedAt.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
            string status = request.Status?.ToString(CultureInfo.InvariantCulture) ?? CliText.Get("RequestCut");
            terminal.WriteLine($"{time} {request.Method} {request.Target} -> {status}");
            foreach (string problem in request.Problems)
            {
                terminal.WriteLine("         ! " + problem);
            }
        }
    }
}
