using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>A generated class that reads its own members, so that reading needs neither reflection nor a serializer.</summary>
internal interface IJsonReadable
{
    /// <summary>Members that the documents do not name; null if there are none.</summary>
    IDictionary<string, JToken>? AdditionalProperties { get; set; }

    /// <summary>Reads the value of a member.</summary>
    /// <param name="name">The name on the wire.</param>
    /// <param name="reader">A reader that stands on the name; afterwards it stands on the end of the value.</param>
    /// <returns>Whether the documents name the member; if not, nothing was read.</returns>
    bool TryReadMember(string name, ExactJsonReader reader);
}
