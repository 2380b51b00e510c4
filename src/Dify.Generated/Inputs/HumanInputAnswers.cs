using System;
using System.Collections;
using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>The answers to a form, by the names of its inputs (<c>output_variable_name</c>).</summary>
[Newtonsoft.Json.JsonConverter(typeof(NamedValuesConverter))]
#if NET
[System.Text.Json.Serialization.JsonConverter(typeof(DifyJsonConverter<HumanInputAnswers>))]
#endif
public sealed class HumanInputAnswers : IEnumerable<KeyValuePair<string, JToken>>, IJsonConverted
{
    private readonly NamedValues values = new("AnswerNameEmpty");

    /// <summary>The answer to an input: the text of a paragraph, or the chosen option.</summary>
    /// <param name="name">The name of the input.</param>
    /// <returns>The answer; null if none is set.</returns>
    /// <exception cref="ArgumentException">The name is empty, or the value is nested too deep to be sent.</exception>
    public JToken? this[string name]
    {
        get => values[name];
        set => values[name] = value;
    }

    /// <summary>Sets an answer; part of the collection initializer.</summary>
    /// <param name="name">The name of the input.</param>
    /// <param name="value">The answer.</param>
    /// <exception cref="ArgumentException">The name is empty, or the value is nested too deep to be sent.</exception>
    public void Add(string name, JToken? value) => this[name] = value;

    /// <summary>Answers an input that takes one file.</summary>
    /// <param name="name">The name of the input.</param>
    /// <param name="file">The file.</param>
    /// <returns>These answers.</returns>
    /// <exception cref="ArgumentException">The name is empty, or the file lacks its address or id.</exception>
    public HumanInputAnswers SetFile(string name, InputFileObject file)
    {
        values.SetFile(name, file);
        return this;
    }

    /// <summary>Answers an input that takes a list of files.</summary>
    /// <param name="name">The name of the input.</param>
    /// <param name="files">The files.</param>
    /// <returns>These answers.</returns>
    /// <exception cref="ArgumentException">The name is empty, or a file lacks its address or id.</exception>
    public HumanInputAnswers SetFiles(string name, params InputFileObject[] files)
    {
        values.SetFiles(name, files);
        return this;
    }

    /// <summary>The answers as they are sent.</summary>
    /// <returns>A copy, free to be changed.</returns>
    public JObject ToJson() => values.ToJson();

    /// <summary>The answers as they are sent.</summary>
    /// <param name="answers">The answers.</param>
    public static implicit operator JObject(HumanInputAnswers answers) =>
        (answers ?? throw new ArgumentNullException(nameof(answers))).ToJson();

    /// <summary>Goes through the answers, in the order in which they were set.</summary>
    /// <returns>The enumeration of names and answers.</returns>
    public IEnumerator<KeyValuePair<string, JToken>> GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    Newtonsoft.Json.JsonConverter IJsonConverted.JsonConverter => new NamedValuesConverter();
}
