using System;
using System.Linq;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Recordings.StandIn;

/// <summary>The fields and buttons of recorded forms, for a script.</summary>
internal static class RecordedForms
{
    /// <summary>
    /// How long a form of a script can be answered that expired in the recording: not as long as a silence that a ping breaks.
    /// </summary>
    public static readonly TimeSpan ShortLife = TimeSpan.FromSeconds(5);

    /// <summary>How long every other one can be answered.</summary>
    public static readonly TimeSpan LongLife = TimeSpan.FromHours(1);

    public static PauseFormInput Input(JToken input)
    {
        var source = input["default"] as JObject;
        return new PauseFormInput((string)input["output_variable_name"]!, (string)input["type"]!, (string?)source?["value"])
        {
            Options = [.. (input["option_source"]?["value"] ?? new JArray()).Select(option => (string)option!)],
            AllowedFileTypes = [.. (input["allowed_file_types"] ?? new JArray()).Select(type => (string)type!)],
        };
    }

    public static PauseFormAction Action(JToken action) =>
        new((string)action["id"]!, (string)action["title"]!, (string)action["button_style"]!);
}
