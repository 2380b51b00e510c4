using System;
using System.Collections;
using System.Collections.Generic;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>
/// The inputs of a run by the names of the start node's variables. It writes files as Dify wants them: one object for a variable that takes one file, an array for one that takes several.
/// </summary>
public sealed class WorkflowInputs : IEnumerable<KeyValuePair<string, JToken>>
{
    private readonly NamedValues values = new("InputNameEmpty");

    /// <summary>The value of a variable: a text, a number, a truth value, or any JSON.</summary>
    /// <param name="name">The name of the variable.</param>
    /// <returns>The value; null if none is set.</returns>
    /// <exception cref="ArgumentException">The name is empty, or the value is nested too deep to be sent.</exception>
    public JToken? this[string name]
    {
        get => values[name];
        set => values[name] = value;
    }

    /// <summary>Takes over values from a dictionary, for instance one that was read from a file.</summary>
    /// <param name="values">The values by the names of the variables.</param>
    /// <returns>The inputs.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is null.</exception>
    /// <exception cref="ArgumentException">A name is empty, or a value is nested too deep to be sent.</exception>
    public static WorkflowInputs From(IEnumerable<KeyValuePair<string, object?>> values)
    {
        if (values is null)
        {
            throw new ArgumentNullException(nameof(values));
        }

        var inputs = new WorkflowInputs();
        try
        {
            foreach (var value in values)
            {
                inputs[value.Key] = DifyJson.ToToken(value.Value);
            }
        }
        catch (JsonWriterException exception)
        {
            throw new ArgumentException(exception.Message, nameof(values), exception);
        }

        return inputs;
    }

    /// <summary>Sets a variable; part of the collection initializer.</summary>
    /// <param name="name">The name of the variable.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The name is empty, or the value is nested too deep to be sent.</exception>
    public void Add(string name, JToken? value) => this[name] = value;

    /// <summary>Sets a variable that takes one file.</summary>
    /// <param name="name">The name of the variable.</param>
    /// <param name="file">The file: <see cref="InputFileObject.FromUpload(string, InputFileType)"/> or <see cref="InputFileObject.FromUrl"/>.</param>
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
}
