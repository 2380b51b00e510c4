using System;
using System.Collections.Generic;
using System.Linq;
using Dify.Cli.Localization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Settings;

/// <summary>A word of the form name=value.</summary>
internal readonly record struct NamedValue(string Name, string Value)
{
    /// <summary>Takes a word apart at its first equals sign.</summary>
    /// <exception cref="UsageException">There is no name or no equals sign.</exception>
    public static NamedValue Parse(string word, string option)
    {
        var at = word.IndexOf('=', StringComparison.Ordinal);
        return at > 0
            ? new NamedValue(word[..at], word[(at + 1)..])
            : throw new UsageException(CliText.Format("NotNameAndValue", option, word));
    }

    /// <summary>Reads name=text and name:=JSON, for values that are not text.</summary>
    /// <exception cref="UsageException">A word has another form, or a name comes twice.</exception>
    public static IReadOnlyDictionary<string, JToken> ReadValues(IEnumerable<string> words, string option)
    {
        var values = new Dictionary<string, JToken>(StringComparer.Ordinal);
        foreach (var (name, value) in words.Select(word => Parse(word, option)).Select(named => ReadValue(named, option)))
        {
            if (!values.TryAdd(name, value))
            {
                throw new UsageException(CliText.Format("NameTwice", option, name));
            }
        }

        return values;
    }

    private static (string Name, JToken Value) ReadValue(NamedValue named, string option)
    {
        if (!named.Name.EndsWith(':'))
        {
            return (named.Name, named.Value);
        }

        var name = named.Name[..^1];
        try
        {
            return name.Length > 0
                ? (name, JsonText.Parse(named.Value))
                : throw new UsageException(CliText.Format("NotNameAndValue", option, named.Name));
        }
        catch (JsonReaderException exception)
        {
            throw new UsageException(CliText.Format("ValueNotJson", option, name, exception.LinePosition + 1), exception);
        }
    }
}
