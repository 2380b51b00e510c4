using System;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using Dify.Cli.Doctor;
using Dify.Cli.Settings;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Cli;

/// <summary>What stands between a client and Dify, as the bytes of the wire show it.</summary>
public sealed class DoctorWireTests
{
    private const string Info = """{"name":"App","mode":"workflow"}""";
    private const string Parameters = """{"user_input_form":[]}""";
    private const string Page = "<html><body>Welcome</body></html>";
    private const string RunId = "0e7c0b3b-0000-4000-8000-000000000001";
    private const string Ids = $"\"workflow_run_id\":\"{RunId}\",\"task_id\":\"0e7c0b3b-0000-4000-8000-000000000002\"";

    private static readonly string[] Version = ["X-Version: 1.14.2"];

    [Fact]
    public async Task Nobody_listens()
    {
        await using var session = new CliSession();
        using var port = new UnheardPort();

        var report = await DoctorReportView.ExamineAsync(session, port.BaseAddress);

        Assert.Equal(3, report.ExitCode);
        report.AssertOnlyProblem(Checks.Server, FindingLevel.Error);
        Assert.Contains(port.BaseAddress.AbsoluteUri, report.Remedy(Checks.Server));
        Assert.Equal(Checks.All, report.Checks);
    }

    [Fact]
    public async Task Https_to_a_port_that_speaks_http_and_a_certificate_that_nobody_trusts()
    {
        await using var session = new CliSession();
        await using var plain = WireServer.Start(WireScript.Nothing.Write("HTTP/1.1 400 Bad Request\r\n\r\n").Fin());
        using var certificate = WireCertificate.SelfSigned();
        await using var secure = WireServer.StartSecure(certificate, WireScript.Request.Json(200, Info));

        foreach (var address in (Uri[])[new UriBuilder(plain.BaseAddress) { Scheme = "https" }.Uri, secure.BaseAddress])
        {
            var report = await DoctorReportView.ExamineAsync(session, address);

            Assert.Equal(3, report.ExitCode);
            report.AssertOnlyProblem(Checks.Server, FindingLevel.Error);
            Assert.Contains("certificate", report.Remedy(Checks.Server));
        }
    }

    [Fact]
    public async Task Http_to_a_port_that_speaks_https()
    {
        await using var session = new CliSession();
        using var certificate = WireCertificate.SelfSigned();
        await using var secure = WireServer.StartSecure(certificate, WireScript.Request.Json(200, Info));

        var report = await DoctorReportView.ExamineAsync(session, new UriBuilder(secure.BaseAddress) { Scheme = "http" }.Uri);

        Assert.Equal(3, report.ExitCode);
        Assert.Contains("https://", report.Remedy(Checks.Server));
    }

    [Fact]
    public async Task A_page_in_place_of_the_API_is_called_that_and_the_path_is_sought()
    {
        await using var session = new CliSession();
        await using var server = WireServer.Start(WireScript.Request.Answer(200, "text/html", Page, "Server: nginx")
            .ThenRequest().Json(200, """{"welcome":"Dify OpenAPI"}""", Version));

        var report = await DoctorReportView.ExamineAsync(session, new Uri(server.BaseAddress.GetLeftPart(UriPartial.Authority)));

        Assert.Equal(1, report.ExitCode);
        Assert.Contains("text/html", report.Text(Checks.Server));
        Assert.Contains(server.BaseAddress.AbsoluteUri, report.Remedy(Checks.Server));
        Assert.Equal(["/info", "/v1/"], server.Requests.Select(static request => request.HeadText.Split(' ')[1]));
        Assert.Null(server.Requests[1].Header("Authorization"));
    }

    [Fact]
    public async Task A_server_without_Dify_behind_any_path_gets_an_example_of_an_address()
    {
        await using var session = new CliSession();
        await using var server = WireServer.Start(
            WireScript.Request.Answer(404, "text/html", Page).ThenRequest().Answer(404, "text/html", Page));

        var report = await DoctorReportView.ExamineAsync(session, server.BaseAddress);

        report.AssertOnlyProblem(Checks.Server, FindingLevel.Error);
        Assert.Contains(DifyClientOptions.CloudAddress.AbsoluteUri, report.Remedy(Checks.Server));
    }

    [Fact]
    public async Task A_proxy_whose_server_is_away()
    {
        await using var session = new CliSession();
        await using var server = WireServer.Start(WireScript.Request.Answer(502, "text/html", Page, "Server: nginx/1.27"));

        var report = await DoctorReportView.ExamineAsync(session, server.BaseAddress);

        Assert.Equal(1, report.ExitCode);
        Assert.Contains("nginx/1.27", report.Text(Checks.Server));
        Assert.Contains("container", report.Remedy(Checks.Server));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_its_target_named()
    {
        await using var session = new CliSession();
        await using var server = WireServer.Start(
            WireScript.Request.Head(301, "Location: https://dify.example.com/v1/info", "Content-Length: 0"));

        var report = await DoctorReportView.ExamineAsync(session, server.BaseAddress);

        Assert.Equal(1, report.ExitCode);
        Assert.EndsWith("https://dify.example.com/v1", report.Remedy(Checks.Server));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task What_a_proxy_took_away_added_and_changed_is_named()
    {
        await using var session = new CliSession();
        string[] headers = ["Via: 1.1 corporate", "Age: 7", "Date: Thu, 01 Jan 2026 00:00:00 GMT", "Server: nginx-app-test"];
        await using var server = WireServer.Start(WireScript.Request.Json(200, Info, headers).ThenRequest().Json(200, Parameters, headers));

        var report = await DoctorReportView.ExamineAsync(session, server.BaseAddress);

        Assert.Equal(4, report.ExitCode);
        Assert.Equal(["warning", "unchecked", "warning"], ((string[])[Checks.Server, Checks.Version, Checks.Clock]).Select(report.Level));
        Assert.True((double?)report.Fact(Checks.Clock, "seconds") < -3600, report.Result.ToString());
        Assert.Equal(2, report.Checks.Count(static check => check == Checks.Proxy));
        Assert.Contains("Via: 1.1 corporate", report.Result.Output);
        Assert.Contains("nginx-****", report.Result.Output);
    }

    [Fact]
    public async Task Answers_that_are_compressed_unasked_cannot_be_read_and_are_called_that()
    {
        await using var session = new CliSession();
        await using var server = WireServer.Start(
            WireScript.Request.Json(200, Info, Version).ThenRequest().Json(200, "\u001f\u0000", [.. Version, "Content-Encoding: gzip"]));

        var report = await DoctorReportView.ExamineAsync(session, server.BaseAddress);

        Assert.Equal(1, report.ExitCode);
        Assert.Contains("gzip", report.Text(Checks.Proxy));
    }

    [Fact]
    public async Task A_stream_that_comes_all_at_once_after_a_long_run_was_held_back()
    {
        await using var session = new CliSession();
        await using var server = WireServer.Start(Well().ThenRequest().StreamHead().Chunk(
            $"event: ping\n\ndata: {Started()}\n\ndata: {Finished(30)}\n\n").LastChunk());

        var report = await DoctorReportView.ExamineAsync(session, server.BaseAddress, "--run");

        Assert.Equal(1, report.ExitCode);
        report.AssertOnlyProblem(Checks.Stream, FindingLevel.Error);
        Assert.Contains("proxy_buffering", report.Remedy(Checks.Stream));
    }

    [Fact]
    public async Task A_stream_whose_bytes_come_one_after_the_other_is_not_held_back()
    {
        var read = new WireSignal();
        var clock = new SteppingClock(TimeSpan.FromSeconds(15), steps: 4, read.Set);
        await using var server = WireServer.Start(
            Well().ThenRequest().StreamHead().Ping().Event(Started()).PauseUntil(read).Event(Finished(20)).LastChunk());
        var options = new DifyClientOptions { ApiKey = "app-test", BaseAddress = server.BaseAddress };
        using var observer = new ExchangeObserver(DifyHttpHandler.Create(), clock);
        using var http = new HttpClient(observer);
        await using var session = new CliSession();

        var findings = await new Examination(options, http, observer).ExamineAsync(new Trial(options, http, [], "u"), session.Bound);

        var levels = findings.ToDictionary(static finding => finding.Check, static finding => finding.Level);
        Assert.Equal(FindingLevel.Ok, levels[Checks.Stream]);
        Assert.Equal(1, (int?)findings.Single(static finding => finding.Check == Checks.Pings).Facts["count"]);
    }

    [Fact]
    public async Task A_stream_that_breaks_is_an_error_with_a_remedy()
    {
        await using var session = new CliSession();
        await using var server = WireServer.Start(
            Well().ThenRequest().StreamHead().Ping().Event(Started()).LastChunk(), WireScript.Request.Json(500, "{}"));

        var report = await DoctorReportView.ExamineAsync(session, server.BaseAddress, "--run");

        Assert.NotEqual(0, report.ExitCode);
        Assert.Equal("error", report.Level(Checks.Stream));
        Assert.NotEmpty(report.Remedy(Checks.Stream));
        Assert.Equal(1, (int?)report.Fact(Checks.Pings, "count"));
    }

    [Fact]
    public async Task A_run_that_nothing_begins_leads_to_the_worker_and_not_to_a_proxy()
    {
        await using var session = new CliSession();
        await using var server = WireServer.Start(Well().ThenRequest().StreamHead().Ping().Ping().LastChunk());

        var report = await DoctorReportView.ExamineAsync(session, server.BaseAddress, "--run");

        Assert.Equal("error", report.Level(Checks.Stream));
        Assert.Contains("'worker'", report.Remedy(Checks.Stream));
    }

    [Theory]
    [InlineData(400, """{"code":"invalid_param","message":"Too many requests. Try later.","status":400}""", "limit of runs at once")]
    [InlineData(500, """{"code":"internal_server_error","message":"m","status":500}""", "logs of its API")]
    public async Task A_start_that_is_refused_is_no_fault_of_a_proxy(int status, string body, string remedy)
    {
        await using var session = new CliSession();
        await using var server = WireServer.Start(Well().ThenRequest().Json(status, body));

        var report = await DoctorReportView.ExamineAsync(session, server.BaseAddress, "--run");

        Assert.Equal("error", report.Level(Checks.Stream));
        Assert.Contains(remedy, report.Remedy(Checks.Stream));
    }

    private static WireScript Well() => WireScript.Request.Json(200, Info, Version).ThenRequest().Json(200, Parameters, Version);

    private static string Started() => Event("workflow_started", "\"inputs\":{}");

    private static string Finished(int elapsed)
        => Event("workflow_finished", $"\"status\":\"succeeded\",\"outputs\":{{}},\"elapsed_time\":{elapsed},\"total_tokens\":0");

    private static string Event(string name, string members)
        => $"{{\"event\":\"{name}\",{Ids},\"data\":{{\"id\":\"{RunId}\",\"created_at\":1795837315,{members}}}}}";

    /// <summary>A clock that goes on by a step whenever it is read, and tells when it was read so often.</summary>
    private sealed class SteppingClock(TimeSpan step, int steps, Action reached) : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp()
        {
            now += step.Ticks;
            if (now == step.Ticks * steps)
            {
                reached();
            }

            return now;
        }
    }
}
