using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Cli.Settings;
using Dify.Generated;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Doctor;

/// <summary>Whether Dify answers, which version, whether it takes the key, and for which kind of app.</summary>
internal sealed class ServerCheck(DifyClientOptions options, HttpClient http, ExchangeObserver observer)
{
    /// <summary>What the key opens; null as long as nobody has said it, or if none of the clients is for it.</summary>
    public KeyKind? Kind { get; private set; }

    private bool IsOfKnowledge => KeyKind.IsOfKnowledge(options.ApiKey!);

    public async Task<IReadOnlyList<Finding>> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var app = await (IsOfKnowledge ? AskKnowledgeAsync(cancellationToken) : AskAppAsync(cancellationToken));
            return [.. Reached(), Finding.Ok(Checks.Key, CliText.Get("DoctorKeyAccepted")), app];
        }
        catch (DifyAuthenticationException)
        {
            var remedy = CliText.Format(IsOfKnowledge ? "DoctorKnowledgeKeyRemedy" : "DoctorKeyRemedy", EnvironmentSettings.KeyName);
            return [.. Reached(), Finding.Error(Checks.Key, CliText.Get("DoctorKeyRefused"), remedy)];
        }
        catch (DifyPermissionException problem) when (!problem.Code.IsEmpty)
        {
            var isOfApp = !IsOfKnowledge;
            return
            [
                .. Reached(),
                Finding.Error(
                    Checks.Key,
                    isOfApp ? CliText.Get("DoctorServiceOff") : FailureReport.Of(problem).Message,
                    CliText.Get(isOfApp ? "DoctorServiceRemedy" : "DoctorKnowledgeServiceRemedy")),
            ];
        }
        catch (DifyApiException problem)
        {
            return [await FailedAsync(problem, cancellationToken)];
        }
    }

    private IEnumerable<Finding> Reached()
    {
        var version = observer.Exchanges[^1].Header(ServerVersion.HeaderName);
        if (version is null)
        {
            var text = CliText.Format("DoctorNoVersion", options.BaseAddress);
            yield return Finding.Warning(Checks.Server, text, CliText.Get("DoctorNoVersionRemedy"));
            yield return Finding.Unchecked(Checks.Version, CliText.Format("DoctorHeaderMissing", ServerVersion.HeaderName));
            yield break;
        }

        yield return Finding.Ok(Checks.Server, CliText.Format("DoctorReached", version, options.BaseAddress)) with
        {
            Facts = new JObject { ["version"] = version },
        };
        yield return ServerVersion.Judge(version);
    }

    // Apps of every kind have this operation.
    private async Task<Finding> AskAppAsync(CancellationToken cancellationToken)
    {
        using var client = new DifyWorkflowClient(options, http);
        var info = await client.GetWorkflowAppInfoAsync(cancellationToken: cancellationToken);
        Kind = KeyKind.Of(info.Mode);
        var finding = Kind is null
            ? Finding.Error(Checks.App, CliText.Format("DoctorOtherApp", info.Mode), CliText.Get("DoctorOtherAppRemedy"))
            : Finding.Ok(
                Checks.App,
                CliText.Format("DoctorApp", info.Name, info.Mode ?? Kind.Name, Kind.Client, Kind.Command));
        return finding with { Facts = new JObject { ["mode"] = info.Mode, ["client"] = Kind?.Client, ["command"] = Kind?.Command } };
    }

    private async Task<Finding> AskKnowledgeAsync(CancellationToken cancellationToken)
    {
        using var client = new DifyKnowledgeClient(options, http);
        await client.ListDatasetsAsync(options: new ListDatasetsOptions { Limit = 1 }, cancellationToken: cancellationToken);
        Kind = KeyKind.Knowledge;
        return Finding.Ok(Checks.App, CliText.Format("DoctorKnowledge", Kind.Client, Kind.Command)) with
        {
            Facts = new JObject { ["mode"] = null, ["client"] = Kind.Client, ["command"] = Kind.Command },
        };
    }

    private async Task<Finding> FailedAsync(DifyApiException problem, CancellationToken cancellationToken)
    {
        var exchange = observer.Exchanges.LastOrDefault();
        if (problem is DifyConnectionException or DifyTimeoutException || exchange is null)
        {
            return Finding.Error(Checks.Server, problem.Message, RemedyOf(problem)) with { IsOfConnection = true };
        }

        if (exchange.RedirectsTo is { } target)
        {
            var text = CliText.Format("DoctorRedirect", exchange.Status);
            return Finding.Error(Checks.Server, text, CliText.Format("DoctorRedirectRemedy", BaseOf(target)));
        }

        if (!problem.Code.IsEmpty)
        {
            return Finding.Error(Checks.Server, FailureReport.Of(problem).Message);
        }

        var remedy = exchange.Status >= 500 ? CliText.Get("DoctorGatewayRemedy")
            : await FindPathAsync(cancellationToken) is { } found ? CliText.Format("DoctorPathFound", found)
            : CliText.Format("DoctorPathRemedy", DifyClientOptions.CloudAddress);
        var (kind, server) = (exchange.Header("Content-Type") ?? "-", exchange.Header("Server") ?? "-");
        return Finding.Error(Checks.Server, CliText.Format("DoctorNotDify", options.BaseAddress, exchange.Status, kind, server), remedy);
    }

    private string RemedyOf(DifyApiException problem) => problem switch
    {
        DifyTimeoutException => CliText.Get("DoctorSilentRemedy"),
        { InnerException: HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } }
            => CliText.Get("DoctorInsecureRemedy"),
        DifyConnectionException { MayHaveReachedServer: false } => CliText.Format("DoctorUnreachedRemedy", options.BaseAddress),
        _ => CliText.Get(options.BaseAddress.Scheme == Uri.UriSchemeHttp ? "DoctorBrokenHttpRemedy" : "DoctorSilentRemedy"),
    };

    // A redirect of `…/info` names the whole target; the base address is what stands before that.
    private string BaseOf(Uri target)
    {
        var asked = observer.Exchanges[^1].SentTo.AbsolutePath;
        var operation = asked[options.BaseAddress.AbsolutePath.TrimEnd('/').Length..];
        var path = target.AbsolutePath;
        var isOfOperation = path.EndsWith(operation, StringComparison.Ordinal);
        return target.GetLeftPart(UriPartial.Authority) + (isOfOperation ? path[..^operation.Length] : path);
    }

    // The root of Dify's API answers without a key. An address without the path is the commonest mistake, so the path is tried behind it.
    private async Task<Uri?> FindPathAsync(CancellationToken cancellationToken)
    {
        var candidate = new Uri(options.BaseAddress.AbsoluteUri.TrimEnd('/') + DifyClientOptions.CloudAddress.AbsolutePath);
        using var invoker = new HttpMessageInvoker(observer, disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, candidate.AbsoluteUri + "/");
        try
        {
            using var response = await invoker.SendAsync(request, cancellationToken).WaitAsync(options.Timeout, cancellationToken);
            return response.IsSuccessStatusCode && response.Headers.Contains(ServerVersion.HeaderName) ? candidate : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutException)
        {
            return null;
        }
    }
}
