using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>A request as a route sees it.</summary>
internal sealed class RouteRequest(RecordedRequest recorded, IReadOnlyDictionary<string, string> pathValues, JObject? body)
{
    public RecordedRequest Recorded => recorded;

    /// <summary>Where the caller found the server, for addresses in answers.</summary>
    public string Origin => "http://" + recorded.Header("Host");

    /// <summary>The JSON body; empty if the route takes none.</summary>
    public JObject Body { get; } = body ?? [];

    public string PathValue(string name) => pathValues[name];

    /// <summary>The first value of a query parameter, or null.</summary>
    public string? Query(string name) =>
        recorded.Query.TryGetValue(name, out IReadOnlyList<string>? values) ? values.FirstOrDefault() : null;

    /// <summary>The user wherever the request names one: in the body, the query or the form.</summary>
    public string? AnyUser => User ?? Query("user")
        ?? recorded.Parts.FirstOrDefault(part => part.Name == "user" && part.FileName is null)?.Text;

    /// <summary>
    /// The <c>user</c> of the body as a real server reads it: a number counts as its digits; what is missing, empty, zero, false or null
    /// counts as missing.
    /// </summary>
    public string? User => Body["user"] switch
    {
        JValue { Type: JTokenType.String } text when ((string)text!).Length > 0 => (string)text!,
        JValue { Type: JTokenType.Integer or JTokenType.Float } number when (double)number != 0 =>
            number.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}
