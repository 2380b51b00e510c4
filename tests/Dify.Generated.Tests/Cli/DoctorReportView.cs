using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Dify.Cli.Doctor;
using Dify.Cli.Settings;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Cli;

/// <summary>Examines an address with <c>dify doctor</c> and takes its report apart.</summary>
internal sealed class DoctorReportView(CliResult result)
{
    private readonly JObject json = (JObject)result.Json;

    public int ExitCode => result.ExitCode;

    public CliResult Result => result;

    public IEnumerable<string> Checks => json["findings"]!.Select(static finding => (string)finding["check"]!);

    /// <summary>Runs the doctor against an address, with the key of the stand-in.</summary>
    public static async Task<DoctorReportView> ExamineAsync(CliSession session, Uri? address = null, params string[] more)
    {
        if (address is not null)
        {
            session.Environment[EnvironmentSettings.AddressName] = address.AbsoluteUri;
        }

        var result = await session.RunAsync(["doctor", "--json", .. more]);
        Assert.True(result.Output.Length > 0, result.ToString());
        Assert.DoesNotContain(session.Environment[EnvironmentSettings.KeyName]!, result.ToString());
        return new DoctorReportView(result);
    }

    public string Level(string check) => (string)Of(check)["level"]!;

    public string Text(string check) => (string)Of(check)["finding"]!;

    public string Remedy(string check) => (string?)Of(check)["remedy"] ?? string.Empty;

    public JToken? Fact(string check, string name) => Of(check)["facts"]![name];

    /// <summary>Asserts what is wrong, and that nothing else is.</summary>
    public void AssertOnlyProblem(string check, FindingLevel level)
    {
        var problems = json["findings"]!.Where(static finding => (string)finding["level"]! is "warning" or "error");
        Assert.True(problems.Select(static finding => (string)finding["check"]!).SequenceEqual([check]), result.ToString());
        Assert.Equal(level.ToString(), Level(check), ignoreCase: true);
    }

    private JToken Of(string check) => Assert.Single(json["findings"]!, finding => (string)finding["check"]! == check);
}
