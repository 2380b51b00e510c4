using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Speech to text and text to speech.</summary>
internal sealed class AudioRoutes(DifyApp app)
{
    private const int LargestAudioMegabytes = 30;
    private const int SpeechFrames = 20;

    private static readonly string[] MediaTypes = ["audio/mp3", "audio/m4a", "audio/x-m4a", "audio/wav", "audio/amr", "audio/mpga"];

    public IEnumerable<Route> All => [Route.PostForm("/audio-to-text", ToText), Route.Post("/text-to-audio", ToAudio)];

    // Speech is a feature of what is published.
    private bool HasSpeech => app.Options is { HasSpeech: true, AppState: not AppState.Unpublished };

    private Reply ToText(RouteRequest request)
    {
        if (request.Recorded.Parts.FirstOrDefault(part => part.Name == "file" && part.FileName is not null) is not { } file)
        {
            return Problem.Create(400, "bad_request_key_error", "The form has no part 'file'.");
        }

        if (!HasSpeech)
        {
            return Problem.InvalidParameter("Speech to text is not enabled");
        }

        if (!MediaTypes.Contains(file.ContentType, StringComparer.Ordinal))
        {
            return Problem.Create(415, "unsupported_audio_type", $"The audio must be one of {string.Join(", ", MediaTypes)}.");
        }

        return file.Content.Length > LargestAudioMegabytes * FileSizeLimit.Megabyte
            ? Problem.Create(413, "audio_too_large", $"The audio is larger than {LargestAudioMegabytes} MB.")
            : ContentReply.Json(200, new JObject { ["text"] = app.Transcript });
    }

    private Reply ToAudio(RouteRequest request) => !HasSpeech
        ? Problem.InvalidParameter("TTS is not enabled")
        : HasText(request.Body["text"]) || HasText(request.Body["message_id"])
            ? new ContentReply(200, "audio/mpeg", SilentMp3.Create(SpeechFrames)) { AnnounceLength = false }
            : Problem.InvalidParameter("There is no text to speak: give text or message_id.");

    private static bool HasText(JToken? value) => value is { Type: JTokenType.String } && ((string)value!).Length > 0;
}
