using System;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;

namespace Dify.Native;

/// <summary>The stand-in, told to be an app of another kind.</summary>
internal sealed class StandIn(string address) : IDisposable
{
    private readonly HttpClient http = new();
    private readonly Uri control = new(address[..^"/v1".Length] + "/__dify");

    public async Task BeAsync(string script)
    {
        using var content = new StringContent(script, Encoding.UTF8, "application/json");
        using HttpResponseMessage used = await http.PutAsync(control + "/script", content);
        Check.That(used.IsSuccessStatusCode, "the stand-in takes a script");

        // What is there from the start is there again.
        using HttpResponseMessage forgotten = await http.DeleteAsync(control);
        Check.That(forgotten.IsSuccessStatusCode, "the stand-in forgets");
    }

    public void Dispose() => http.Dispose();
}
