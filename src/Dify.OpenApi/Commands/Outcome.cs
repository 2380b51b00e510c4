using System;
using System.CommandLine;
using System.IO;
using Dify.OpenApi.Documents;

namespace Dify.OpenApi.Commands;

/// <summary>Turns a refusal into its line on the error stream and an exit code.</summary>
internal static class Outcome
{
    public const int Refused = 1;

    public static int Of(InvocationConfiguration configuration, Func<int> action)
    {
        try
        {
            return action();
        }
        catch (DocumentException exception)
        {
            configuration.Error.WriteLine(exception.ToLine());
            return Refused;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            configuration.Error.WriteLine($"Dify.OpenApi: error {Rule.Written}: {exception.Message.ReplaceLineEndings(" ")}");
            return Refused;
        }
    }
}
