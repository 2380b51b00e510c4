using System;
using System.Collections;
using System.Collections.Generic;
using Xunit;

namespace Dify.Generated.Tests.Security;

/// <summary>One key, one text of the caller and one text of the server, each unmistakable, and where to look for them.</summary>
internal static class Canary
{
    public const string Key = "app-CANARYkey7f3a";
    public const string Sent = "CANARYsent91bc";
    public const string Told = "CANARYtold55de";

    /// <summary>A server that is hostile, or only careless, repeats what it was sent.</summary>
    public const string Echo = Told + " " + Key + " " + Sent;

    // The parts that no name of a class in a stack trace has.
    private static readonly string[] Marks = ["key7f3a", "sent91bc", "told55de"];

    /// <summary>Fails if one of the texts holds any of the three.</summary>
    /// <returns>How many texts were looked at.</returns>
    public static int AssertAbsent(string place, IEnumerable<string> texts)
    {
        int count = 0;
        foreach (string text in texts)
        {
            Assert.False(Array.Exists(Marks, mark => text.Contains(mark, StringComparison.OrdinalIgnoreCase)), $"{place}: {text}");
            count++;
        }

        return count;
    }

    /// <summary>What an exception says, prints and carries along, and what those within it do. The members that are made for the server's
    /// text are not looked at.</summary>
    public static IEnumerable<string> TextsOf(Exception? failure)
    {
        if (failure is null)
        {
            yield break;
        }

        yield return failure.Message;
        yield return failure.ToString();
        yield return failure.Source ?? string.Empty;
        yield return failure.HelpLink ?? string.Empty;
        foreach (DictionaryEntry entry in failure.Data)
        {
            yield return $"{entry.Key} {entry.Value}";
        }

        yield return (failure as DifyApiException)?.Problem?.ToString() ?? string.Empty;
        foreach (Exception? inner in new[]
        {
            failure.InnerException,
            (failure as WorkflowRunCanceledException)?.StopFailure,
            (failure as WorkflowRunTimeoutException)?.StopFailure,
        })
        {
            foreach (string text in TextsOf(inner))
            {
                yield return text;
            }
        }
    }
}
