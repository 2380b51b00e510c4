using System;
using System.Diagnostics.CodeAnalysis;
#if NET
using System.Text.Json.Serialization.Metadata;
#endif
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>Makes of what callers have in their programs the JSON that is sent as an input, or refuses it by the name of the
/// input.</summary>
internal static class InputValue
{
    /// <summary>Makes a token of a value that may be of a program's own type.</summary>
    /// <exception cref="ArgumentException">The value cannot be written as JSON.</exception>
    [RequiresUnreferencedCode(ReflectedJson.Reason)]
    [RequiresDynamicCode(ReflectedJson.Reason)]
    public static JToken ToToken(string name, object? value, string parameterName)
        => Written(name, value, parameterName, ReflectedJson.ToToken, "InputUnwritable");

    /// <summary>Makes a token of a value without reflection.</summary>
    /// <exception cref="ArgumentException">The value cannot be written as JSON, or is of a program's own type.</exception>
    public static JToken ToPlainToken(string name, object? value, string parameterName)
        => Written(name, value, parameterName, PlainJson.ToToken, "InputNotPlain");

    private static JToken Written(string name, object? value, string parameterName, Func<object?, JToken> write, string unwritable)
    {
        try
        {
            return write(value);
        }
        catch (JsonWriterException exception)
        {
            throw new ArgumentException(exception.Message, parameterName, exception);
        }
        catch (JsonReaderException)
        {
            // JSON of the caller's own is read with the same bound as that of a server, and is JSON already: it can only be too deep.
            throw new ArgumentException(ClientText.Format("TooDeep", DifyJson.MaxDepth), parameterName);
        }
        catch (JsonException exception)
        {
            throw new ArgumentException(ClientText.Format(unwritable, name, value!.GetType().Name), parameterName, exception);
        }
    }

    /// <summary>JSON has no number for these, and the text that would stand in for one is not what was meant.</summary>
    /// <exception cref="ArgumentException">The value is, or holds, a number that is not finite.</exception>
    public static void ThrowIfNotFinite(string name, JToken token, string parameterName)
    {
        if (token is JValue value)
        {
            ThrowIfNotFinite(name, value.Value, parameterName);
        }
        else if (token is JContainer container)
        {
            foreach (var inner in container.Descendants())
            {
                ThrowIfNotFinite(name, (inner as JValue)?.Value, parameterName);
            }
        }
    }

    private static void ThrowIfNotFinite(string name, object? value, string parameterName)
    {
        if (value is double.NaN or double.PositiveInfinity or double.NegativeInfinity
            or float.NaN or float.PositiveInfinity or float.NegativeInfinity)
        {
            throw new ArgumentException(ClientText.Format("InputNotFinite", name), parameterName);
        }
    }

#if NET
    /// <summary>The members of an object as the program's own metadata for System.Text.Json writes them.</summary>
    /// <exception cref="ArgumentException">It is no JSON object, or holds a number that is not finite.</exception>
    public static JObject ToObject<T>(T values, JsonTypeInfo<T> typeInfo, string parameterName)
    {
        // The platform would refuse such a number without a word about where it stands.
        foreach (var member in typeInfo.Kind == JsonTypeInfoKind.Object && values is not null ? typeInfo.Properties : [])
        {
            ThrowIfNotFinite(member.Name, member.Get?.Invoke(values!), parameterName);
        }

        return ToPlainToken(parameterName, System.Text.Json.JsonSerializer.SerializeToElement(values, typeInfo), parameterName) as JObject
            ?? throw new ArgumentException(ClientText.Get("InputsNoObject"), parameterName);
    }
#endif
}
