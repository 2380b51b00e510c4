using System;
using System.Diagnostics.CodeAnalysis;
#if NET
using System.Linq;
using System.Text.Json.Serialization.Metadata;
#endif
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>Reads the outputs of a run into types of the program.</summary>
public static class WorkflowOutcomeExtensions
{
    /// <summary>
    /// Reads the outputs into a type, by the rules of Newtonsoft.Json; whatever the host set as its defaults plays no part. What the type
    /// cannot do without has to be there: a
    /// <c>required</c> member, and a parameter of its constructor that is not nullable and has no default.
    /// </summary>
    /// <typeparam name="T">The type, such as a record with a member for each output of the end node. Case is ignored in names;
    /// <c>JsonProperty</c> gives others.</typeparam>
    /// <param name="outcome">The outcome.</param>
    /// <returns>The outputs.</returns>
    /// <remarks>Newtonsoft.Json finds the members by reflection. In a trimmed program, take the overload with metadata.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="outcome"/> is null.</exception>
    /// <exception cref="InvalidOutputsException">There are no outputs, one is missing, or one is of another kind.</exception>
    [RequiresUnreferencedCode(ReflectedJson.Reason)]
    [RequiresDynamicCode(ReflectedJson.Reason)]
    public static T GetOutputs<T>(this WorkflowOutcome outcome)
    {
        var outputs = OutputsOf(outcome);
        foreach (var name in RequiredMembers.Of(typeof(T)))
        {
            if (outputs is JObject members && !members.TryGetValue(name, StringComparison.OrdinalIgnoreCase, out _))
            {
                throw new InvalidOutputsException(ClientText.Format("OutputMissing", IdOf(outcome), name, typeof(T).Name), name);
            }
        }

        try
        {
            return ReflectedJson.Read<T>(outputs.ToString(Formatting.None)) ?? throw Odd<T>(outcome, null, null);
        }
        catch (JsonException exception)
        {
            var name = NameIn((exception as JsonSerializationException)?.Path ?? (exception as JsonReaderException)?.Path);
            throw Odd<T>(outcome, RequiredMembers.Knows(typeof(T), name) ? name : null, JsonFailure.WithoutText(exception));
        }
    }

#if NET
    /// <summary>Reads the outputs into a type, by its metadata for System.Text.Json, which needs no reflection.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="outcome">The outcome.</param>
    /// <param name="typeInfo">The metadata, such as <c>MyJsonContext.Default.MyOutputs</c>.</param>
    /// <returns>The outputs.</returns>
    /// <remarks>The build for netstandard2.0 does not have it.</remarks>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidOutputsException">There are no outputs, a required one is missing, or one is of another kind.</exception>
    public static T GetOutputs<T>(this WorkflowOutcome outcome, JsonTypeInfo<T> typeInfo)
    {
        var outputs = OutputsOf(outcome);
        ArgumentNullException.ThrowIfNull(typeInfo);
        foreach (var member in typeInfo.Kind == JsonTypeInfoKind.Object ? typeInfo.Properties : [])
        {
            if (member.IsRequired && outputs is JObject members && !members.TryGetValue(member.Name, Comparison(typeInfo), out _))
            {
                throw new InvalidOutputsException(ClientText.Format("OutputMissing", IdOf(outcome), member.Name, typeof(T).Name),
                    member.Name);
            }
        }

        try
        {
            return System.Text.Json.JsonSerializer.Deserialize(outputs.ToString(Formatting.None), typeInfo)
                ?? throw Odd<T>(outcome, null, null);
        }
        catch (System.Text.Json.JsonException exception)
        {
            var name = NameIn(exception.Path?.TrimStart('$', '.'));
            throw Odd<T>(
                outcome, typeInfo.Properties.Any(member => string.Equals(member.Name, name, Comparison(typeInfo))) ? name : null, null);
        }
    }

    private static StringComparison Comparison(JsonTypeInfo typeInfo)
        => typeInfo.Options.PropertyNameCaseInsensitive ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
#endif

    private static JToken OutputsOf(WorkflowOutcome outcome)
    {
        if (outcome is null)
        {
            throw new ArgumentNullException(nameof(outcome));
        }

        return outcome.Outputs is { Type: not JTokenType.Null } outputs
            ? outputs
            : throw new InvalidOutputsException(
                ClientText.Format("OutputsMissing", IdOf(outcome), RunStatuses.Describe(outcome.Status)));
    }

    // What lies within an output is the server's to name; the output itself is the program's, if the program has a member for it.
    private static string? NameIn(string? path) => path is { Length: > 0 } ? path.Split('.', '[')[0] : null;

    private static InvalidOutputsException Odd<T>(WorkflowOutcome outcome, string? name, Exception? cause)
        => name is null
            ? new InvalidOutputsException(ClientText.Format("OutputsOdd", IdOf(outcome), typeof(T).Name), innerException: cause)
            : new InvalidOutputsException(ClientText.Format("OutputOdd", IdOf(outcome), name, typeof(T).Name), name, cause);

    // An id of a form that no server of Dify writes is the server's text, which no message holds.
    private static string IdOf(WorkflowOutcome outcome) => new WorkflowRunFacts(outcome.WorkflowRunId, taskId: null).WorkflowRunId ?? "?";
}
