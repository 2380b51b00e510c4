using System;
using System.Linq;
using Xunit;

namespace Dify.Generated.Tests.Contract;

/// <summary>Holds the problems that are tested against those that the documents list.</summary>
internal static class ProblemList
{
    public static void IsThatOfTheDocuments(TheoryData<int, string, Type> tested, string method, string path)
        => Assert.Equal(
            OperationContract.ListedProblems(method, path)
                .OrderBy(problem => problem.Status)
                .ThenBy(problem => problem.Code, StringComparer.Ordinal),
            tested.Select(row => ((int)row[0], (string)row[1]))
                .OrderBy(problem => problem.Item1)
                .ThenBy(problem => problem.Item2, StringComparer.Ordinal));
}
