using System;
using System.Collections.Generic;
using System.Linq;

namespace Dify.Generated;

/// <summary>The inputs of a run do not fit the app, or the answers to a form not the form. The message lists every problem.</summary>
public sealed class InvalidInputsException : ArgumentException
{
    internal InvalidInputsException(IReadOnlyList<InputProblem> problems, string parameterName, string? remark = null)
        : base(
            string.Join(Environment.NewLine, problems.Select(static problem => problem.Message).Append(remark).OfType<string>()),
            parameterName)
        => Problems = problems;

    /// <summary>Every problem, in the order of the app's form.</summary>
    public IReadOnlyList<InputProblem> Problems { get; }
}
