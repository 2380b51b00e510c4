using System;
using System.Collections.Generic;
using System.Text;
using System.Threading.Tasks;
using Dify.Generated;
using Dify.Live.Tests.Server;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Live.Tests.Promises;

/// <summary>Mistakes are told as the caller's, alike in both modes; logs are complete; an uploaded file goes through a run.</summary>
[Collection(LiveServer.Collection)]
public sealed class RequestTests(LiveServer server)
{
    public static TheoryData<string, string?> BadInputs => new()
    {
        { "missing", null },
        { "too-long", new string('x', 49) },
    };

    [Theory]
    [MemberData(nameof(BadInputs))]
    public async Task Bad_input_is_the_callers_mistake_in_both_modes(string kind, string? name)
    {
        await using var session = await server.OpenAsync("text", "invalid-input-" + kind);
        var request = name is null ? session.Request() : session.Request(("name", name));

        var blocking = await Assert.ThrowsAnyAsync<DifyApiException>(() => session.Client.ExecuteWorkflowAsync(request, session.Bound));
        var streaming = await Assert.ThrowsAnyAsync<DifyApiException>(() => RunTests.FollowAsync(session, request));

        Assert.IsType<DifyInvalidRequestException>(blocking);
        Assert.IsType(blocking.GetType(), streaming);
        Assert.False(streaming.IsTransient);
    }

    [Theory]
    [InlineData("tone", "\"rude\"")]
    [InlineData("count", "\"many\"")]
    public async Task What_the_form_of_inputs_refuses_the_check_refuses_before_the_server(string name, string json)
    {
        await using var session = await server.OpenAsync("text", "invalid-input-" + name);
        var inputs = new WorkflowInputs { ["name"] = "tea", [name] = JToken.Parse(json) };
        var request = new WorkflowExecutionRequest { Inputs = inputs, User = session.User };
        var parameters = await session.Client.GetWorkflowAppParametersAsync(session.Bound);

        Assert.Throws<InvalidInputsException>(() => inputs.ThrowIfInvalid(parameters));
        await Assert.ThrowsAsync<DifyInvalidRequestException>(() => session.Client.ExecuteWorkflowAsync(request, session.Bound));
    }

    [Fact]
    public async Task Every_run_is_in_the_logs_once_over_all_pages()
    {
        await using var session = await server.OpenAsync("text", "logs");
        var started = new HashSet<string>();
        for (var count = 0; count < 12; count++)
        {
            started.Add((await session.Client.ExecuteWorkflowAsync(session.Request(("name", "tea")), session.Bound)).WorkflowRunId);
        }

        var found = new List<string>();
        var query = new WorkflowLogQuery { CreatedByEndUserSessionId = session.User, PageSize = 5 };
        await foreach (var item in session.Client.GetAllWorkflowLogsAsync(query, session.Bound))
        {
            found.Add(item.WorkflowRun!.Id!);
        }

        Assert.Equal(12, found.Count);
        Assert.True(started.SetEquals(found));
    }

    [Fact]
    public async Task An_uploaded_file_goes_through_a_run()
    {
        await using var session = await server.OpenAsync("file", "file-output");
        var content = Encoding.UTF8.GetBytes("What does it say?");
        var upload = await session.Client.UploadWorkflowFileAsync(FileUpload.FromBytes(content, "note.txt"), session.User, session.Bound);
        var inputs = new WorkflowInputs().SetFile("document", InputFileObject.FromUpload(upload));

        var (_, outcome) = await RunTests.FollowAsync(session, new WorkflowExecutionRequest { Inputs = inputs, User = session.User });

        Assert.True(outcome.IsSuccess, outcome.Error);
        Assert.Equal("note.txt", (string?)outcome.Outputs!["document"]!["filename"]);
        Assert.Equal(content.Length, (int?)outcome.Outputs["document"]!["size"]);
    }

    [Fact]
    public async Task The_app_says_what_it_is()
    {
        await using var session = await server.OpenAsync("text", "app");

        var info = await session.Client.GetWorkflowAppInfoAsync(session.Bound);
        var parameters = await session.Client.GetWorkflowAppParametersAsync(session.Bound);

        Assert.Equal("workflow", info.Mode);
        Assert.Contains(parameters.UserInputForm, static item => item.TextInput is { Variable: "name", Required: true, MaxLength: 48 });
    }

    [Fact]
    public async Task A_wrong_key_is_told_as_that()
    {
        using var client = new DifyWorkflowClient(new DifyClientOptions
        {
            ApiKey = "app-" + Guid.NewGuid().ToString("N"),
            BaseAddress = server.Settings.Api,
            AllowInsecureHttp = true,
        });

        await Assert.ThrowsAsync<DifyAuthenticationException>(() => client.GetWorkflowAppInfoAsync());
    }
}
