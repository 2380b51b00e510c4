using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>Holds the inputs of one start against the form of the app's published workflow, the only one that a server tells.</summary>
/// <param name="inputs">The inputs.</param>
/// <param name="parameterName">The parameter that the request was passed as.</param>
/// <param name="isAhead">Whether nothing goes out that does not fit; if not, the form is asked for only when the server fails.</param>
/// <param name="isOfVersion">Whether it is a version of the workflow that is started, whose form may be another one.</param>
/// <param name="form">The form, as all clients of the app keep it.</param>
/// <param name="read">Reads it.</param>
/// <param name="clock">Tells its age.</param>
internal sealed class PublishedFormCheck(
    JObject inputs,
    string parameterName,
    bool isAhead,
    bool isOfVersion,
    KeptAnswer<WorkflowAppParametersResponse> form,
    Func<CancellationToken, Task<WorkflowAppParametersResponse>> read,
    TimeProvider clock) : ICallCheck
{
    /// <summary>The check of a call that starts something.</summary>
    public static PublishedFormCheck Of(
        ApiConnection connection,
        ApiCall call,
        JObject inputs,
        Func<CancellationToken, Task<WorkflowAppParametersResponse>> read,
        bool isOfVersion = false)
    {
        var options = connection.Options;
        var form = connection.Share.AnswerOf<WorkflowAppParametersResponse>(options);
        var isAhead = call.ChecksInputs ?? options.CheckInputs;
        return new PublishedFormCheck(inputs, call.BodyParameter!, isAhead, isOfVersion, form, read, options.TimeProvider);
    }

    /// <summary>A form that was kept may be old: it is read again before anything is refused.</summary>
    /// <exception cref="InvalidInputsException">The inputs do not fit.</exception>
    public async Task ThrowIfRefusedAsync(CancellationToken cancellationToken)
    {
        if (!isAhead)
        {
            return;
        }

        var (parameters, wasKept) = await form.GetAsync(read, clock, cancellationToken).ConfigureAwait(false);
        var refused = Refused(parameters);
        if (refused.Count > 0 && wasKept)
        {
            refused = Refused(await form.ReadAgainAsync(read, clock, cancellationToken).ConfigureAwait(false));
        }

        if (refused.Count > 0)
        {
            throw new InvalidInputsException(refused, parameterName, isOfVersion ? ClientText.Get("InputsOfVersion") : null);
        }
    }

    /// <summary>A list or an object as a number makes a server fail. Its streams have words for it, a blocking call has none.</summary>
    public async Task<bool> IsTrippedOverAsync(CancellationToken cancellationToken)
    {
        if (isOfVersion || inputs?.PropertyValues().Any(static value => value is JContainer) != true)
        {
            return false;
        }

        try
        {
            var (parameters, _) = await form.GetAsync(read, clock, cancellationToken).ConfigureAwait(false);
            return Refused(parameters).Exists(problem => inputs[problem.Variable] is JContainer);
        }
        catch (DifyApiException)
        {
            // Then it stays the server's fault, as it says.
            return false;
        }
    }

    public void NoteRefusal() => form.Forget();

    private List<InputProblem> Refused(WorkflowAppParametersResponse parameters)
        => [.. InputCheck.Check(inputs!, parameters).Where(static problem => problem.IsRefused)];
}
