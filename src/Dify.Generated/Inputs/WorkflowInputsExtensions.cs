using System;
using System.Collections.Generic;
using System.Linq;

namespace Dify.Generated;

/// <summary>Holds the inputs of a run against the form of the app, before anything is sent.</summary>
public static class WorkflowInputsExtensions
{
    /// <summary>
    /// Finds everything in the inputs that the app would refuse, and variables that it would ignore. It is the app's own form that decides,
    /// which the server gives with <see cref="IDifyWorkflowClient.GetWorkflowAppParametersAsync"/>. A JSON schema of an object variable is
    /// left to the server.
    /// </summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="parameters">The form of the app.</param>
    /// <returns>Every problem, in the order of the form; empty if there is none.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IReadOnlyList<InputProblem> Check(this WorkflowInputs inputs, WorkflowAppParametersResponse parameters)
    {
        if (inputs is null)
        {
            throw new ArgumentNullException(nameof(inputs));
        }

        if (parameters is null)
        {
            throw new ArgumentNullException(nameof(parameters));
        }

        return InputCheck.Check(inputs, parameters);
    }

    /// <summary>Refuses inputs that do not fit the form of the app; see <see cref="Check"/>.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="parameters">The form of the app.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidInputsException">The inputs do not fit; the message lists every problem and names the variables.</exception>
    public static void ThrowIfInvalid(this WorkflowInputs inputs, WorkflowAppParametersResponse parameters)
    {
        var problems = inputs.Check(parameters);
        if (problems.Count > 0)
        {
            throw new InvalidInputsException(problems, nameof(inputs));
        }
    }

    /// <summary>
    /// Refuses inputs that the server would refuse; see <see cref="Check"/>. Variables that the app does not know pass, as on the server.
    /// </summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="parameters">The form of the app.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidInputsException">The inputs do not fit; the message lists every problem and names the variables.</exception>
    public static void ThrowIfRefused(this WorkflowInputs inputs, WorkflowAppParametersResponse parameters)
    {
        var problems = inputs.Check(parameters).Where(static problem => problem.IsRefused).ToList();
        if (problems.Count > 0)
        {
            throw new InvalidInputsException(problems, nameof(inputs));
        }
    }
}
