using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>What the app says about itself.</summary>
internal sealed class AppRoutes(DifyApp app)
{
    public const string InfoPath = "/info";
    public const string ParametersPath = "/parameters";
    public const string MetaPath = "/meta";
    public const string SitePath = "/site";

    private static readonly string[] ImageExtensions = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg"];

    public IEnumerable<Route> All =>
    [
        Route.Get(InfoPath, _ => Answer(InfoPath, Info())),
        Route.Get(ParametersPath, _ => app.Options.AppState == AppState.Unpublished
            ? Problem.AppUnavailable
            : Answer(ParametersPath, Parameters())),
        Route.Get(MetaPath, _ => Answer(MetaPath, new JObject { ["tool_icons"] = new JObject() })),
        Route.Get(SitePath, _ => Answer(SitePath, Site())),
    ];

    /// <summary>What the app says, with the members that the script says otherwise.</summary>
    private ContentReply Answer(string path, JObject own)
    {
        foreach (JProperty member in (app.Options.Script?.Settings.Answers.GetValueOrDefault(path) ?? []).Properties())
        {
            own[member.Name] = member.Value.DeepClone();
        }

        return ContentReply.Json(200, own);
    }

    private JObject Info() => new()
    {
        ["name"] = "Stand-in workflow",
        ["description"] = "A workflow that follows a script.",
        ["tags"] = new JArray("test"),
        ["mode"] = app.Options.App.Mode(),
        ["author_name"] = null,
    };

    private JObject Parameters() => new()
    {
        ["opening_statement"] = null,
        ["suggested_questions"] = new JArray(),
        ["suggested_questions_after_answer"] = Enabled(false),
        ["speech_to_text"] = Enabled(app.Options.HasSpeech),
        ["text_to_speech"] = app.Options.HasSpeech
            ? new JObject { ["enabled"] = true, ["voice"] = "", ["language"] = "en-US", ["autoPlay"] = "disabled" }
            : Enabled(false),
        ["retriever_resource"] = Enabled(false),
        ["annotation_reply"] = Enabled(false),
        ["more_like_this"] = Enabled(false),
        ["sensitive_word_avoidance"] = new JObject { ["enabled"] = false, ["type"] = "", ["config"] = new JObject() },
        ["user_input_form"] = new JArray(app.Inputs.Select(input => input.ToJson())),
        ["file_upload"] = FileUpload(),
        ["system_parameters"] = new JObject
        {
            ["file_size_limit"] = FileSizeLimit.OtherMegabytes,
            ["image_file_size_limit"] = FileSizeLimit.ImageMegabytes,
            ["audio_file_size_limit"] = FileSizeLimit.AudioMegabytes,
            ["video_file_size_limit"] = FileSizeLimit.VideoMegabytes,
            ["workflow_file_upload_limit"] = 10,
        },
    };

    private static JObject FileUpload() => new()
    {
        ["enabled"] = true,
        ["number_limits"] = 3,
        ["allowed_file_types"] = new JArray("image"),
        ["allowed_file_extensions"] = new JArray(ImageExtensions.Cast<object>().ToArray()),
        ["allowed_file_upload_methods"] = new JArray("local_file", "remote_url"),
        ["image"] = new JObject
        {
            ["enabled"] = true,
            ["number_limits"] = 3,
            ["transfer_methods"] = new JArray("local_file", "remote_url"),
        },
    };

    private JObject Site()
    {
        JObject site = SiteOfEveryVersion();
        if (app.Traits.HasInputPlaceholder)
        {
            site["input_placeholder"] = null;
        }

        return site;
    }

    private static JObject SiteOfEveryVersion() => new()
    {
        ["title"] = "Stand-in workflow",
        ["chat_color_theme"] = null,
        ["chat_color_theme_inverted"] = false,
        ["icon_type"] = "emoji",
        ["icon"] = "robot_face",
        ["icon_background"] = "#FFEAD5",
        ["icon_url"] = null,
        ["description"] = null,
        ["copyright"] = null,
        ["privacy_policy"] = null,
        ["custom_disclaimer"] = "",
        ["default_language"] = "en-US",
        ["show_workflow_steps"] = true,
        ["use_icon_as_answer_icon"] = false,
    };

    private static JObject Enabled(bool isEnabled) => new() { ["enabled"] = isEnabled };
}
