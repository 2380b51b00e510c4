using System;
using System.CommandLine;
using System.IO;
using Dify.OpenApi.Documents;

namespace Dify.OpenApi.Commands;

/// <summary>Turns a refusal into its line on the error stream and an exit code.</summary>
internal static class Outcome
{
    public const int Refused = 1;

    public static int Of(InvocationConfiguration configuration, Func<int> action) => Of(configuration, Refused, action);

    public static int Of(InvocationConfiguration configuration, int refused, Func<int> action)
    {
        try
        {
            return action();
        }
        catch (DocumentException exception)
        {
            configuration.Error.WriteLine(exception.ToLine());
            return refused;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Report(configuration, refused, Rule.Written, exception.Message);
        }
        catch (Exception exception)
        {
            // A build log is no place for a stack trace; whoever looks into it runs the command under a debugger.
            return Report(
                configuration,
                refused,
                Rule.Unexpected,
                $"The tool failed on this input ({exception.GetType().Name}): {exception.Message}");
        }
    }

    private static int Report(InvocationConfiguration configuration, int refused, string rule, string message)
    {
        configuration.Error.WriteLine($"Dify.OpenApi : error {rule}: {SafeText.Line(message)}");
        return refused;
    }
}
