using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>
/// The inputs of a run by the names of the start node's variables. It writes files as Dify wants them: one object for a variable that takes
/// one file, an array for one that takes several.
/// </summary>
[Newtonsoft.Json.JsonConverter(typeof(NamedValuesConverter))]
#if NET
[System.Text.Json.Serialization.JsonConverter(typeof(DifyJsonConverter<WorkflowInputs>))]
#endif
public sealed class WorkflowInputs : IEnumerable<KeyValuePair<string, JToken>>, IJsonConverted
{
    private readonly NamedValues values = new("InputNameEmpty");

    /// <summary>The value of a variable: a text, a number, a truth value, or any JSON.</summary>
    /// <param name="name">The name of the variable.</param>
    /// <returns>The value; null if none is set.</returns>
    /// <exception cref="ArgumentException">The name is empty, or the value is nested too deep to be sent, or a number that is not
    /// finite.</exception>
    public JToken? this[string name]
    {
        get => values[name];
        set => values[name] = value;
    }

    /// <summary>Takes over values from a dictionary, for instance one that was read from a file.</summary>
    /// <param name="values">The values by the names of the variables.</param>
    /// <returns>The inputs.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is null.</exception>
    /// <remarks>
    /// A value is anything that JSON can hold: texts, numbers, lists, dictionaries, objects, tokens of Newtonsoft.Json, and elements,
    /// documents and nodes of System.Text.Json. An enum is sent by
    /// its name.
    /// </remarks>
    /// <exception cref="ArgumentException">A name is empty, or a value is nested too deep, not finite, or nothing that JSON can hold; the
    /// message names the input.</exception>
    [RequiresUnreferencedCode(ReflectedJson.Reason)]
    [RequiresDynamicCode(ReflectedJson.Reason)]
    public static WorkflowInputs From(IEnumerable<KeyValuePair<string, object?>> values)
        => From(values, static value => InputValue.ToToken(value.Key, value.Value, nameof(values)));

    /// <summary>Takes over values from a dictionary, without reflection: for programs that are trimmed or compiled ahead of
    /// time.</summary>
    /// <param name="values">The values by the names of the variables: texts, numbers, truth values, dates, lists and dictionaries of them,
    /// tokens of Newtonsoft.Json, elements, documents and nodes of System.Text.Json, and types of this library.</param>
    /// <returns>The inputs.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is null.</exception>
    /// <exception cref="ArgumentException">A name is empty, or a value is nested too deep, not finite, or of another type; the message
    /// names the input.</exception>
    public static WorkflowInputs FromValues(IEnumerable<KeyValuePair<string, object?>> values)
        => From(values, static value => InputValue.ToPlainToken(value.Key, value.Value, nameof(values)));

    private static WorkflowInputs From(IEnumerable<KeyValuePair<string, object?>> values, Func<KeyValuePair<string, object?>, JToken> write)
    {
        if (values is null)
        {
            throw new ArgumentNullException(nameof(values));
        }

        var inputs = new WorkflowInputs();
        foreach (var value in values)
        {
            inputs[value.Key] = write(value);
        }

        return inputs;
    }

#if NET
    /// <summary>Takes over the members of an object as System.Text.Json writes it, under its own names: a record with source-generated
    /// metadata needs no reflection.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="values">The object; its members are the inputs.</param>
    /// <param name="typeInfo">The metadata, such as <c>MyJsonContext.Default.MyInputs</c>.</param>
    /// <returns>The inputs.</returns>
    /// <remarks>The build for netstandard2.0 does not have it.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="typeInfo"/> is null.</exception>
    /// <exception cref="ArgumentException">It is written as no JSON object, or a member is nested too deep or not finite; the message names
    /// it.</exception>
    public static WorkflowInputs From<T>(T values, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> typeInfo)
    {
        var inputs = new WorkflowInputs();
        foreach (var member in InputValue.ToObject(values, typeInfo ?? throw new ArgumentNullException(nameof(typeInfo)), nameof(values)))
        {
            inputs[member.Key] = member.Value;
        }

        return inputs;
    }
#endif

    /// <summary>Sets a variable; part of the collection initializer.</summary>
    /// <param name="name">The name of the variable.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The name is empty, or the value is nested too deep to be sent, or a number that is not
    /// finite.</exception>
    public void Add(string name, JToken? value) => this[name] = value;

    /// <summary>Sets a variable that takes one file.</summary>
    /// <param name="name">The name of the variable.</param>
    /// <param name="file">The file: <see cref="InputFileObject.FromUpload(string, InputFileType)"/> or
    /// <see cref="InputFileObject.FromUrl"/>.</param>
    /// <returns>These inputs.</returns>
    /// <exception cref="ArgumentException">The name is empty, or the file lacks its address or id.</exception>
    public WorkflowInputs SetFile(string name, InputFileObject file)
    {
        values.SetFile(name, file);
        return this;
    }

    /// <summary>Sets a variable that takes a list of files, also if it is to be one file or none.</summary>
    /// <param name="name">The name of the variable.</param>
    /// <param name="files">The files.</param>
    /// <returns>These inputs.</returns>
    /// <exception cref="ArgumentException">The name is empty, or a file lacks its address or id.</exception>
    public WorkflowInputs SetFiles(string name, params InputFileObject[] files)
    {
        values.SetFiles(name, files);
        return this;
    }

    /// <summary>The inputs as they are sent.</summary>
    /// <returns>A copy, free to be changed.</returns>
    public JObject ToJson() => values.ToJson();

    /// <summary>The inputs as they are sent.</summary>
    /// <param name="inputs">The inputs.</param>
    public static implicit operator JObject(WorkflowInputs inputs) => (inputs ?? throw new ArgumentNullException(nameof(inputs))).ToJson();

    /// <summary>Goes through the inputs, in the order in which they were set.</summary>
    /// <returns>The enumeration of names and values.</returns>
    public IEnumerator<KeyValuePair<string, JToken>> GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    Newtonsoft.Json.JsonConverter IJsonConverted.JsonConverter => new NamedValuesConverter();
}
