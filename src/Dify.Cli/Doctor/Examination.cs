using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Generated;

namespace Dify.Cli.Doctor;

/// <summary>Asks the server one thing after the other and says of each what it means. Nothing is started unless a trial is given.</summary>
internal sealed class Examination(DifyClientOptions options, HttpClient http, ExchangeObserver observer)
{
    /// <summary>Makes all checks.</summary>
    /// <param name="trial">Tries the streams; null for not at all.</param>
    /// <param name="cancellationToken">Ends the checks; a run is stopped on the server.</param>
    /// <returns>The findings, in the order of <see cref="Checks.All"/>.</returns>
    public async Task<IReadOnlyList<Finding>> ExamineAsync(Trial? trial, CancellationToken cancellationToken)
    {
        var server = new ServerCheck(options, http, observer);
        List<Finding> findings = [.. await server.CheckAsync(cancellationToken)];
        if (server.Kind == KeyKind.Knowledge)
        {
            var reason = CliText.Get("DoctorOfAppsOnly");
            findings.AddRange(OfApps.Select(check => Finding.Unchecked(check, reason)));
        }
        else if (server.Kind is { } kind)
        {
            using var client = new DifyWorkflowClient(options, http);
            findings.AddRange(await new AppCheck(client).CheckAsync(cancellationToken));
            if (IsWell(findings))
            {
                findings.AddRange(trial is null
                    ? StreamCheck.NotAsked()
                    : await new StreamCheck(trial, kind, observer).CheckAsync(cancellationToken));
            }
        }

        if (observer.Exchanges is [.., var last])
        {
            findings.AddRange(PathCheck.Check(observer.Exchanges[0], last));
        }

        return
        [
            .. from check in Checks.All
               from finding in findings.Where(finding => finding.Check == check).DefaultIfEmpty(Missed(check, findings))
               select finding,
        ];
    }

    private static string[] OfApps => [Checks.Published, Checks.Inputs, Checks.Files, Checks.Stream, Checks.Pings];

    private static bool IsWell(IEnumerable<Finding> findings) => findings.All(static finding => finding.Level != FindingLevel.Error);

    private static Finding Missed(string check, IEnumerable<Finding> findings)
    {
        var error = findings.FirstOrDefault(static finding => finding.Level == FindingLevel.Error);
        return Finding.Unchecked(check, CliText.Format("DoctorNeeds", error?.Check));
    }
}
