using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>Values by name in the order in which they were set, with files written as Dify wants them: what the inputs of a run and the
/// answers to a form have in common.</summary>
internal sealed class NamedValues
{
    private readonly JObject members = [];
    private readonly string emptyNameText;

    /// <param name="emptyNameText">The message about an empty name.</param>
    public NamedValues(string emptyNameText) => this.emptyNameText = emptyNameText;

    public JToken? this[string name]
    {
        get => members[Named(name)];
        set
        {
            var member = Named(name);
            var token = value ?? JValue.CreateNull();
            JsonDepth.ThrowIfTooDeep(token, nameof(value));
            InputValue.ThrowIfNotFinite(member, token, nameof(value));
            members[member] = token;
        }
    }

    public void SetFile(string name, InputFileObject file) => this[name] = Written(file);

    public void SetFiles(string name, InputFileObject[] files)
        => this[name] = new JArray((files ?? throw new ArgumentNullException(nameof(files))).Select(Written));

    public JObject ToJson() => (JObject)members.DeepClone();

    public IEnumerator<KeyValuePair<string, JToken>> GetEnumerator()
    {
        foreach (var member in members)
        {
            yield return new KeyValuePair<string, JToken>(member.Key, member.Value!);
        }
    }

    private JObject Written(InputFileObject file)
    {
        if (file is null)
        {
            throw new ArgumentNullException(nameof(file));
        }

        file.ThrowIfIncomplete(nameof(file));
        return DifyJson.ToObject(file);
    }

    private string Named(string name)
        => string.IsNullOrEmpty(name) ? throw new ArgumentException(ClientText.Get(emptyNameText), nameof(name)) : name;
}
