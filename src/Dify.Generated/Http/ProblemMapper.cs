using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>Makes of a failed answer the exception that callers catch.</summary>
internal static class ProblemMapper
{
    public static async Task<DifyApiException> ReadAsync(
        ApiCall call, HttpResponseMessage response, DifyClientOptions options, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        using var body = await BoundedBody.ReadWhatComesAsync(
            response.Content, options.MaxErrorBytes, cancellationToken).ConfigureAwait(false);
        using var text = body.Decode(MediaType.EncodingOf(response.Content));
        var problem = ProblemReader.Read(status, text.Memory);
        return Map(call.Operation, problem, new DifyFailure(call.Operation)
        {
            StatusCode = status,
            Problem = problem,
            IsTransient = ProblemAdvice.IsTransient(problem),
            RetryAfter = RetryAfterHeader.Read(response, options.TimeProvider),
            ResponseBody = text.Memory.Length == 0 ? null : text.Memory.ToString(),
        }, wasAsked: response.RequestMessage?.Headers.ExpectContinue == true);
    }

    /// <summary>
    /// Whether the body of an answer of another kind than was asked for is worth a look: a problem may be called something else. What
    /// does not say where it ends may be a stream, which would not end.
    /// </summary>
    public static bool MayFindInSuccess(HttpResponseMessage response)
        => MediaType.IsJson(response.Content) || response.Content?.Headers.ContentLength is not null;

    /// <summary>The failure that an answer with a status of success holds after all: some proxies hide the status of what they pass on.
    /// Null if it holds none.</summary>
    public static DifyApiException? FindInSuccess(ApiCall call, HttpResponseMessage response, ReadOnlyMemory<char> body)
    {
        if (!ProblemReader.MayHoldProblem(body.Span))
        {
            return null;
        }

        var status = (int)response.StatusCode;
        var problem = ProblemReader.Read(status, body);
        if (problem.Code.IsEmpty || problem.Message is null || problem.Status < 400)
        {
            return null;
        }

        return Map(call.Operation, problem, new DifyFailure(call.Operation)
        {
            StatusCode = status,
            Problem = problem,
            IsTransient = ProblemAdvice.IsTransient(problem),
            ResponseBody = body.ToString(),
        });
    }

    /// <summary>What an answer with a status of success lacks to be one: an essential member, or any member that the documents know if it
    /// tells of a failure.</summary>
    /// <returns>The name of the member, or nothing but an empty name; null if nothing is missing.</returns>
    public static string? MissingIn<T>(T answer, ReadOnlyMemory<char> body) => answer switch
    {
        IAnswer known => known.MissingMember(new AnswerBody(body)),
        IJsonReadable { AdditionalProperties: { } others } => ProblemReader.TryParse(body) is { } members
            && members.Count == others.Count && ProblemReader.Read(0, members).HasWords ? string.Empty : null,
        _ => null,
    };

    /// <summary>The failure of an answer with a status of success that lacks what makes it one.</summary>
    /// <param name="call">The call.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="member">The member that it lacks, by its name on the wire.</param>
    /// <param name="body">Its text.</param>
    /// <param name="start">As much of the text as a failure keeps.</param>
    public static DifyApiException Incomplete(
        ApiCall call, int status, string member, ReadOnlyMemory<char> body, ReadOnlyMemory<char> start)
    {
        var problem = ProblemReader.Read(status, body);
        var failure = new DifyFailure(call.Operation)
        {
            StatusCode = status,
            Problem = problem.HasWords ? problem : null,
            IsTransient = problem.Status >= 400 && ProblemAdvice.IsTransient(problem),
            ResponseBody = start.ToString(),
        };
        return problem.HasWords && (problem.Status >= 400 || RateLimit.KindOf(problem) is not null)
            ? Map(call.Operation, problem, failure)
            : new DifyProtocolException(
                ClientText.Format(problem.HasWords ? "AnswerRefused" : "AnswerIncomplete", call.Operation, status, member), failure);
    }

    /// <summary>What a server fails over because of what was sent, told as a stream tells it, in the words that there are.</summary>
    public static DifyApiException Mistake(string operation, DifyServerException fault)
    {
        const int Refused = 400;
        var problem = new DifyProblem(Refused, DifyErrorCode.InvalidParam, fault.ServerMessage, new Dictionary<string, JToken>());
        return Map(operation, problem, new DifyFailure(operation)
        {
            StatusCode = Refused,
            Problem = problem,
            ResponseBody = fault.ResponseBody,
            Response = fault.Facts.Response,
        });
    }

    public static DifyApiException Map(string operation, DifyProblem problem, DifyFailure failure, bool wasAsked = false)
    {
        var name = problem.Source == ProblemSource.Dify ? "Failed" : "FailedElsewhere";
        var advice = ProblemAdvice.InMessage(problem, wasAsked);
        var message = ClientText.Format(name, operation, failure.StatusCode, KnownCode(problem), advice);
        if (RateLimit.KindOf(problem) is not null)
        {
            return new DifyRateLimitException(message, failure);
        }

        // Behind a status of success, the one in the body counts.
        return (failure.StatusCode is >= 200 and < 300 && problem.Status >= 400 ? problem.Status : failure.StatusCode) switch
        {
            (> 0 and < 400) or 417 => new DifyProtocolException(message, failure),
            401 => new DifyAuthenticationException(message, failure),
            403 => new DifyPermissionException(message, failure),
            404 => new DifyNotFoundException(message, failure),
            >= 400 and < 500 => new DifyInvalidRequestException(message, failure),
            >= 500 => new DifyServerException(message, failure),
            _ => new DifyApiException(message, failure),
        };
    }

    // Only a code that the documents name: any other one is the server's text.
    private static string KnownCode(DifyProblem problem)
        => ProblemText.KnownCode(problem.Code) is { Length: > 0 } code ? " " + code : string.Empty;
}
