using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Cli.Settings;
using Dify.Generated;

namespace Dify.Cli.Commands;

/// <summary><c>dify logs</c>: the runs of the app, newest first.</summary>
internal sealed class LogsCommand : ServerCommand
{
    // What the server takes at most.
    private const int LastPage = 99_999;

    private static readonly string[] Statuses =
    [
        WorkflowLogStatusFilter.Succeeded.Value, WorkflowLogStatusFilter.Failed.Value, WorkflowLogStatusFilter.Stopped.Value
    ];

    private readonly Option<string?> keyword = new("--keyword") { HelpName = "TEXT", Description = CliText.Get("KeywordOption") };
    private readonly Option<string?> status = new("--status")
    {
        HelpName = "STATUS",
        Description = CliText.Format("StatusOption", string.Join(", ", Statuses)),
    };
    private readonly Option<DateTimeOffset?> after = TimeOption("--created-after", "CreatedAfterOption");
    private readonly Option<DateTimeOffset?> before = TimeOption("--created-before", "CreatedBeforeOption");
    private readonly Option<string?> user = new("--user") { HelpName = "USER", Description = CliText.Get("LogsUserOption") };
    private readonly Option<string?> account = new("--account") { HelpName = "MAIL", Description = CliText.Get("LogsAccountOption") };
    private readonly Option<int?> page = NumberOption.Create("--page", CliText.Get("PageOption"), 1, LastPage);
    private readonly Option<int?> limit = NumberOption.Create(
        "--limit", CliText.Format("LimitOption", WorkflowLogQuery.LargestPage), 1, WorkflowLogQuery.LargestPage);
    private readonly Option<bool> all = new("--all") { Description = CliText.Get("AllOption") };

    public LogsCommand(CommandHost host)
        : base(host, "logs", CliText.Get("LogsDescription"))
    {
        status.CompletionSources.Add(Statuses);
        status.Validators.Add(static result =>
        {
            if (result.Tokens is [var word, ..] && !Statuses.Contains(word.Value))
            {
                result.AddError(CliText.Format("StatusUnknown", "--status", word.Value, string.Join(", ", Statuses)));
            }
        });
        Declare(keyword, status, after, before, user, account, page, limit, all);
    }

    protected override async Task<ExitCode> RunAsync(DifyWorkflowClient client, ParseResult parsed, CancellationToken cancellationToken)
    {
        var query = new WorkflowLogQuery
        {
            Keyword = parsed.GetValue(keyword),
            Status = parsed.GetValue(status) is { } named ? new WorkflowLogStatusFilter(named) : (WorkflowLogStatusFilter?)null,
            CreatedAtAfter = parsed.GetValue(after),
            CreatedAtBefore = parsed.GetValue(before),
            CreatedByEndUserSessionId = parsed.GetValue(user),
            CreatedByAccount = parsed.GetValue(account),
            Page = parsed.GetValue(page),
            PageSize = parsed.GetValue(limit),
        };
        if (!parsed.GetValue(all))
        {
            await ShowPageAsync(client, query, AsJson(parsed), cancellationToken);
        }
        else if (parsed.GetValue(page) is null)
        {
            await ShowAllAsync(client, query, parsed, cancellationToken);
        }
        else
        {
            throw new UsageException(CliText.Format("OneOrTheOther", page.Name, all.Name));
        }

        return ExitCode.Success;
    }

    private static Option<DateTimeOffset?> TimeOption(string name, string description) => new(name)
    {
        HelpName = "TIME",
        Description = CliText.Get(description),
        CustomParser = static result => ReadTime(result),
    };

    // A time without an offset is the reader's own.
    private static DateTimeOffset? ReadTime(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time))
        {
            return time;
        }

        result.AddError(CliText.Format("TimeInvalid", ((OptionResult)result.Parent!).Option.Name, text));
        return null;
    }

    private async Task ShowPageAsync(DifyWorkflowClient client, WorkflowLogQuery query, bool asJson, CancellationToken cancellationToken)
    {
        var answer = await client.GetWorkflowLogsAsync(query: query, cancellationToken: cancellationToken);
        if (asJson)
        {
            Terminal.WriteWire(answer);
            return;
        }

        var view = new LogView();
        foreach (var item in answer.Data)
        {
            view.Add(item);
        }

        Terminal.Write(view.Content);
        Terminal.Note(CliText.Format(answer.HasMore ? "LogsPageAndMore" : "LogsPage", answer.Page, answer.Total));
    }

    private Task ShowAllAsync(DifyWorkflowClient client, WorkflowLogQuery query, ParseResult parsed, CancellationToken cancellationToken)
    {
        var view = new LogView();
        return ListAsync(parsed, client.GetAllWorkflowLogsAsync(query, cancellationToken), view.Add, () => view.Content);
    }
}
