using System;
using System.Globalization;
using System.IO;
using Newtonsoft.Json.Linq;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Dify.Generated.Tests.Documents;

/// <summary>Reads YAML, and so JSON too, as JSON values by the rules of YAML's core schema.</summary>
internal static class YamlReader
{
    public static JObject ReadFile(string path)
    {
        using var text = new StreamReader(path);
        var yaml = new YamlStream();
        yaml.Load(text);
        return (JObject)Value(yaml.Documents[0].RootNode);
    }

    private static JToken Value(YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                var members = new JObject();
                foreach (var (key, value) in mapping.Children)
                {
                    members.Add(((YamlScalarNode)key).Value!, Value(value));
                }

                return members;
            case YamlSequenceNode sequence:
                var items = new JArray();
                foreach (YamlNode item in sequence.Children)
                {
                    items.Add(Value(item));
                }

                return items;
            case YamlScalarNode { Style: ScalarStyle.Plain } scalar:
                return Plain(scalar.Value ?? string.Empty);
            case YamlScalarNode scalar:
                return new JValue(scalar.Value);
            default:
                throw new InvalidDataException($"The YAML node at {node.Start} is of no kind that a document uses.");
        }
    }

    private static JValue Plain(string text)
    {
        if (text is "" or "~" or "null" or "Null" or "NULL")
        {
            return JValue.CreateNull();
        }

        if (text is "true" or "True" or "TRUE" or "false" or "False" or "FALSE")
        {
            return new JValue(text[0] is 't' or 'T');
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole))
        {
            return new JValue(whole);
        }

        bool isNumber = (char.IsAsciiDigit(text[0]) || text[0] is '-' or '+' or '.')
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        return isNumber ? new JValue(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)) : new JValue(text);
    }
}
