using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>The answers to a form, by the names of its inputs (<c>output_variable_name</c>).</summary>
public sealed class HumanInputAnswers : IEnumerable<KeyValuePair<string, JToken>>
{
    private readonly JObject members = [];

    /// <summary>The answer to an input: the text of a paragraph, or the chosen option.</summary>
    /// <param name="name">The name of the input.</param>
    /// <returns>The answer; null if none is set.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public JToken? this[string name]
    {
        get => members[Named(name)];
        set => members[Named(name)] = value ?? JValue.CreateNull();
    }

    /// <summary>Sets an answer; part of the collection initializer.</summary>
    /// <param name="name">The name of the input.</param>
    /// <param name="value">The answer.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public void Add(string name, JToken? value) => this[name] = value;

    /// <summary>Answers an input that takes one file.</summary>
    /// <param name="name">The name of the input.</param>
    /// <param name="file">The file.</param>
    /// <returns>These answers.</returns>
    /// <exception cref="ArgumentException">The name is empty, or the file lacks its address or id.</exception>
    public HumanInputAnswers SetFile(string name, InputFileObject file)
    {
        this[name] = Checked(file);
        return this;
    }

    /// <summary>Answers an input that takes a list of files.</summary>
    /// <param name="name">The name of the input.</param>
    /// <param name="files">The files.</param>
    /// <returns>These answers.</returns>
    /// <exception cref="ArgumentException">The name is empty, or a file lacks its address or id.</exception>
    public HumanInputAnswers SetFiles(string name, params InputFileObject[] files)
    {
        if (files is null)
        {
            throw new ArgumentNullException(nameof(files));
        }

        this[name] = new JArray(files.Select(Checked));
        return this;
    }

    /// <summary>The answers as they are sent.</summary>
    /// <returns>A copy, free to be changed.</returns>
    public JObject ToJson() => (JObject)members.DeepClone();

    /// <summary>The answers as they are sent.</summary>
    /// <param name="answers">The answers.</param>
    public static implicit operator JObject(HumanInputAnswers answers) => (answers ?? throw new ArgumentNullException(nameof(answers))).ToJson();

    /// <summary>Goes through the answers, in the order in which they were set.</summary>
    /// <returns>The enumeration of names and answers.</returns>
    public IEnumerator<KeyValuePair<string, JToken>> GetEnumerator()
    {
        foreach (var member in members)
        {
            yield return new KeyValuePair<string, JToken>(member.Key, member.Value!);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // A form tells the kind of a file by its input and takes no type.
    private static JObject Checked(InputFileObject file)
    {
        if (file is null)
        {
            throw new ArgumentNullException(nameof(file));
        }

        file.ThrowIfIncomplete(nameof(file));
        var members = DifyJson.ToObject(file);
        members.Remove("type");
        return members;
    }

    private static string Named(string name)
        => string.IsNullOrEmpty(name) ? throw new ArgumentException(ClientText.Get("AnswerNameEmpty"), nameof(name)) : name;
}
