using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Generated;

namespace Dify.Cli.Doctor;

/// <summary>Asks the server one thing after the other and says of each what it means. Nothing is started unless a run is given.</summary>
internal sealed class Examination(DifyWorkflowClient client, DifyClientOptions options, ExchangeObserver observer)
{
    /// <summary>Makes all checks.</summary>
    /// <param name="run">The run to try the streams with; null for none.</param>
    /// <param name="cancellationToken">Ends the checks; a run is stopped on the server.</param>
    /// <returns>The findings, in the order of <see cref="Checks.All"/>.</returns>
    public async Task<IReadOnlyList<Finding>> ExamineAsync(WorkflowExecutionRequest? run, CancellationToken cancellationToken)
    {
        List<Finding> findings = [.. await new ServerCheck(client, options, observer).CheckAsync(cancellationToken)];
        if (IsWell(findings))
        {
            findings.AddRange(await new AppCheck(client).CheckAsync(cancellationToken));
        }

        if (run is null)
        {
            findings.AddRange(StreamCheck.NotAsked());
        }
        else if (IsWell(findings))
        {
            findings.AddRange(await new StreamCheck(client, observer).CheckAsync(run, cancellationToken));
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

    private static bool IsWell(IEnumerable<Finding> findings) => findings.All(static finding => finding.Level != FindingLevel.Error);

    private static Finding Missed(string check, IEnumerable<Finding> findings)
    {
        var error = findings.FirstOrDefault(static finding => finding.Level == FindingLevel.Error);
        return Finding.Unchecked(check, CliText.Format("DoctorNeeds", error?.Check));
    }
}
