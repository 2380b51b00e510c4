using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Dify.Generated.Tests.Recordings;

/// <summary>What a real server answered to a few requests, in the order in which they were sent.</summary>
/// <param name="Name">The file, below the folder of the recordings and without its extension.</param>
/// <param name="Exchanges">The requests and their answers; at least one.</param>
internal sealed partial record Recording(string Name, IReadOnlyList<RecordedExchange> Exchanges)
{
    public bool IsOwn => Name.StartsWith(RecordingFolder.Own + "/", StringComparison.Ordinal);

    /// <summary>The version that the server named; null if it named none.</summary>
    public string? ServerVersion
        => Exchanges.Select(exchange => exchange.Header("X-Version")).FirstOrDefault(version => version is not null);

    /// <summary>
    /// Whether all of it belongs to workflow apps, and at least one request starts or follows a run. A chatflow has the same streams of
    /// events, but begins with a message.
    /// </summary>
    public bool IsOfWorkflowRun
        => Exchanges.All(exchange => WorkflowApp().IsMatch(exchange.Path))
        && Exchanges.Any(exchange => IsStart(exchange) || IsEvents(exchange));

    public static bool IsStart(RecordedExchange exchange) => exchange.Method == "POST" && Start().IsMatch(exchange.Path);

    public static bool IsEvents(RecordedExchange exchange) => exchange.Method == "GET" && Events().IsMatch(exchange.Path);

    public static bool IsRunDetail(RecordedExchange exchange) => exchange.Method == "GET" && Detail().IsMatch(exchange.Path);

    public static bool IsStop(RecordedExchange exchange) => exchange.Method == "POST" && Stop().IsMatch(exchange.Path);

    public static bool IsForm(RecordedExchange exchange) => Form().IsMatch(exchange.Path);

    public override string ToString() => Name;

    [GeneratedRegex("^/(workflows?/|form/human_input/|files/|parameters$|info$|site$|meta$)")]
    private static partial Regex WorkflowApp();

    [GeneratedRegex("^/workflows/([^/]+/)?run$")]
    private static partial Regex Start();

    [GeneratedRegex("^/workflow/[^/]+/events$")]
    private static partial Regex Events();

    [GeneratedRegex("^/workflows/run/[^/]+$")]
    private static partial Regex Detail();

    [GeneratedRegex("^/workflows/tasks/[^/]+/stop$")]
    private static partial Regex Stop();

    [GeneratedRegex("^/form/human_input/[^/]+$")]
    private static partial Regex Form();
}
