using System;
using System.Collections.Generic;

namespace Dify.Generated;

/// <summary>Holds the answers to a form against the form, before anything is sent.</summary>
public static class HumanInputAnswersExtensions
{
    /// <summary>
    /// Finds everything in the answers that does not fit a form: an input without an answer, also one with a default, and an answer of
    /// another type than the input takes. Servers of 1.14 take a paragraph that is no text and then fail the run. The server ignores
    /// answers that the form does not ask for.
    /// </summary>
    /// <param name="answers">The answers.</param>
    /// <param name="inputs">
    /// The inputs of the form, of <see cref="HumanInputRequiredData"/> or <see cref="HumanInputFormResponse"/>.
    /// </param>
    /// <returns>Every problem, in the order of the form; empty if there is none.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IReadOnlyList<InputProblem> Check(this HumanInputAnswers answers, IEnumerable<HumanInputFormInput> inputs)
        => HumanInputCheck.Check(
            answers ?? throw new ArgumentNullException(nameof(answers)), inputs ?? throw new ArgumentNullException(nameof(inputs)));

    /// <summary>Refuses answers that do not fit a form; see <see cref="Check"/>.</summary>
    /// <param name="answers">The answers.</param>
    /// <param name="inputs">The inputs of the form.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidInputsException">The answers do not fit; the message lists every problem and names the inputs.</exception>
    public static void ThrowIfInvalid(this HumanInputAnswers answers, IEnumerable<HumanInputFormInput> inputs)
    {
        var problems = answers.Check(inputs);
        if (problems.Count > 0)
        {
            throw new InvalidInputsException(problems, nameof(answers));
        }
    }
}
