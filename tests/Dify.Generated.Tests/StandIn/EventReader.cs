using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.StandIn;

/// <summary>Reads an event stream block by block, pings included, as it comes.</summary>
internal sealed class EventReader : IDisposable
{
    private readonly HttpResponseMessage response;
    private readonly StreamReader reader;
    private readonly CancellationToken bound;

    private EventReader(HttpResponseMessage response, Stream stream, CancellationToken bound)
    {
        this.response = response;
        this.bound = bound;
        reader = new StreamReader(stream, new UTF8Encoding(false));
    }

    public HttpResponseMessage Response => response;

    public static async Task<EventReader> OpenAsync(HttpClient client, HttpRequestMessage request, CancellationToken bound)
    {
        HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, bound);
        return new EventReader(response, await response.Content.ReadAsStreamAsync(bound), bound);
    }

    /// <summary>The next block without its empty line, or null at a clean end.</summary>
    public async Task<string?> NextBlockAsync()
    {
        var block = new StringBuilder();
        while (await reader.ReadLineAsync(bound) is { } line)
        {
            if (line.Length == 0 && block.Length > 0)
            {
                return block.ToString();
            }

            block.Append(block.Length > 0 ? "\n" : "").Append(line);
        }

        return block.Length > 0 ? block.ToString() : null;
    }

    /// <summary>The next event that is not a ping, or null at a clean end.</summary>
    public async Task<JObject?> NextEventAsync()
    {
        while (await NextBlockAsync() is { } block)
        {
            if (block != "event: ping")
            {
                Xunit.Assert.StartsWith("data: ", block);
                using var json = new JsonTextReader(new StringReader(block["data: ".Length..]))
                {
                    DateParseHandling = DateParseHandling.None,
                };
                return JObject.Load(json);
            }
        }

        return null;
    }

    /// <summary>Reads on until an event of this name, which it returns.</summary>
    public async Task<JObject> UntilAsync(string name)
    {
        while (await NextEventAsync() is { } next)
        {
            if ((string?)next["event"] == name)
            {
                return next;
            }
        }

        throw new InvalidOperationException($"The stream ended before the event {name}.");
    }

    /// <summary>The names of all events up to a clean end.</summary>
    public async Task<List<string>> NamesToEndAsync()
    {
        var names = new List<string>();
        while (await NextEventAsync() is { } next)
        {
            names.Add((string)next["event"]!);
        }

        return names;
    }

    /// <summary>Everything up to the end, for an answer that is no stream.</summary>
    public Task<string> RestAsync() => reader.ReadToEndAsync(bound);

    public void Dispose()
    {
        reader.Dispose();
        response.Dispose();
    }
}
