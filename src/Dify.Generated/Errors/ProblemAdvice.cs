using System;
using System.Collections.Generic;
using System.Globalization;

namespace Dify.Generated;

/// <summary>
/// What a caller can do about a failure: one table of codes, statuses and who speaks, the first row that fits counts. That the advice does
/// not contradict what is transient, nor the explanation of the code, is a test.
/// </summary>
internal static class ProblemAdvice
{
    // Each of these codes says that the same call will fail again. What a limit is called is told by its kind: see RateLimit.
    private static readonly Dictionary<string, string> ByCode = new(StringComparer.Ordinal)
    {
        ["agent_not_published"] = "AdviceUnpublished",
        ["app_unavailable"] = "AdviceUnpublished",
        ["not_workflow_app"] = "AdviceOtherApp",
        ["app_not_found"] = "AdviceOtherApp",
        ["forbidden"] = "AdvicePermission",
        ["app_abnormal_status"] = "AdvicePermission",
        ["app_api_disabled"] = "AdvicePermission",
        ["workspace_archived"] = "AdvicePermission",
        ["workspace_not_found"] = "AdvicePermission",
        ["speech_to_text_disabled"] = "AdvicePermission",
        ["trigger_workflow_service_mode_unavailable"] = "AdviceTrigger",
        ["workflow_version_execution_not_allowed"] = "AdvicePlan",
        ["file_access_denied"] = "AdviceNotFound",
        ["completion_request_error"] = "AdviceModel",
        ["model_currently_not_support"] = "AdviceModel",
        ["provider_not_initialize"] = "AdviceModel",
        ["provider_not_support_speech_to_text"] = "AdviceModel",
        ["provider_not_support_text_to_speech"] = "AdviceModel",
        ["provider_quota_exceeded"] = "AdviceModelQuota",
        ["plugin_runtime_error"] = "AdvicePlugin",
        ["human_input_form_submitted"] = "AdviceFormClosed",
        ["human_input_form_expired"] = "AdviceFormClosed",
        ["audio_too_large"] = "AdviceTooLarge",
        ["file_too_large"] = "AdviceTooLarge",
        ["file_extension_blocked"] = "AdviceFileKind",
        ["unsupported_audio_type"] = "AdviceFileKind",
        ["unsupported_file_type"] = "AdviceFileKind",
    };

    // What these statuses mean, whoever says it. Dify says everything in JSON, with a code: an answer without is of something before it.
    private static readonly Dictionary<int, string> ByStatus = new()
    {
        [402] = "AdvicePayment",
        [413] = "AdviceTooLarge",
        [451] = "AdviceLegal",
    };

    /// <summary>Whether the code says that the same call will fail again, whatever the status.</summary>
    public static bool IsLasting(DifyProblem problem) => problem.Source == ProblemSource.Dify && ByCode.ContainsKey(problem.Code.Value);

    public static string For(DifyProblem problem, CultureInfo? culture = null) => ClientText.Get(Name(problem), culture);

    /// <summary>The advice as a message ends with it, which points at the server's own words if there are any.</summary>
    /// <param name="problem">The failure.</param>
    /// <param name="wasAsked">Whether a large body was asked for before it was sent.</param>
    public static string InMessage(DifyProblem problem, bool wasAsked = false)
        => (wasAsked && problem.Status == 417 ? ClientText.Get("AdviceExpectation") : For(problem))
            + (problem.Message is null ? string.Empty : ClientText.Get("AdviceSaid"));

    private static string Name(DifyProblem problem) => RateLimit.KindOf(problem) switch
    {
        RateLimitKind.Concurrency => "AdviceConcurrency",
        RateLimitKind.Quota => "AdviceQuota",
        // The code is that of any wrong parameter.
        _ when problem.Source == ProblemSource.Dify
            && problem.Status == 400
            && problem.Message?.EndsWith("does not support blocking mode", StringComparison.OrdinalIgnoreCase) == true
            => "AdviceStream",
        _ when problem.Source == ProblemSource.Dify && ByCode.TryGetValue(problem.Code.Value, out var ofCode) => ofCode,
        _ when problem.Status == 407 => "AdviceProxyAuthentication",
        _ when problem.Status == 304 && problem.Source != ProblemSource.Dify => "AdviceElsewhere",
        _ when problem.Status is >= 300 and < 400 => "AdviceRedirect",
        _ when ByStatus.TryGetValue(problem.Status, out var ofStatus)
            => problem.Source == ProblemSource.Dify ? ofStatus : ofStatus + "Elsewhere",
        _ when problem.Source is ProblemSource.Page or ProblemSource.OtherProgram
            => IsTransient(problem) ? "AdviceElsewhereTransient" : "AdviceElsewhere",
        RateLimitKind.Unknown => "AdviceRateLimit",
        _ => OfStatus(problem),
    };

    /// <summary>Whether the same call, unchanged, may succeed later.</summary>
    public static bool IsTransient(DifyProblem problem)
        => RateLimit.KindOf(problem) switch
        {
            RateLimitKind.Quota => false,
            not null => !IsLasting(problem),
            null => problem.Status is 408 or 425 or 500 or 502 or 503 or 504 or (>= 520 and <= 524) && !IsLasting(problem),
        };

    private static string OfStatus(DifyProblem problem) => problem.Status switch
    {
        < 300 => "AdviceElsewhere",
        401 => "AdviceAuthentication",
        403 => problem.Source == ProblemSource.Dify ? "AdviceRefused" : "AdviceElsewhere",
        404 or 405 or 406 or 410 or 421 or 426 or 511 when problem.Source == ProblemSource.Nobody => "AdviceElsewhere",
        404 or 410 => "AdviceNotFound",
        409 or 423 => "AdviceConflict",
        412 => "AdviceChanged",
        _ when IsTransient(problem) => problem.Status >= 500 ? "AdviceServer" : "AdviceLater",
        >= 500 => "AdviceServerLasting",
        _ => "AdviceInvalidRequest",
    };
}
