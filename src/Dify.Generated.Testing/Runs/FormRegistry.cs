using System;
using System.Collections.Concurrent;
using System.Collections.Generic;

namespace Dify.Generated.Testing;

/// <summary>The forms that can be fetched and answered, by token.</summary>
internal sealed class FormRegistry
{
    private readonly ConcurrentDictionary<string, OpenForm> forms = new(StringComparer.Ordinal);

    public OpenForm Open(PauseForm form, DateTimeOffset now, bool hasChannels)
    {
        string? token = form.HasToken ? form.Token ?? Guid.NewGuid().ToString("N")[..22] : null;
        var open = new OpenForm(form, Guid.NewGuid().ToString(), token, now + form.ExpiresAfter, hasChannels);
        if (token is not null)
        {
            forms[token] = open;
        }

        return open;
    }

    public void Clear() => forms.Clear();

    public OpenForm? Find(string token) => forms.GetValueOrDefault(token);
}
