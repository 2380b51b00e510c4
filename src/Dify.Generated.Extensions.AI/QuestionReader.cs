using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.AI;

namespace Dify.Generated.Extensions.AI;

/// <summary>
/// Makes a request to Dify of messages and options. The one rule: what would change the answer and cannot be sent is refused, unless the
/// caller wants it left out.
/// </summary>
internal sealed class QuestionReader(IDifyChatClient client, string user, bool ignoresUnsupported)
{
    public async Task<ChatRequest> ReadAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var all = messages.ToList();
        var question = all.LastOrDefault(message => message.Role == ChatRole.User)
            ?? throw new ArgumentException(AdapterText.Get("NoQuestion"), nameof(messages));
        if (!ignoresUnsupported && Unsupported(all, question, options).ToList() is { Count: > 0 } found)
        {
            throw new NotSupportedException(AdapterText.Format("Unsupported", string.Join(", ", found)));
        }

        var request = new ChatRequest
        {
            Query = question.Text,
            User = user,
            ConversationId = options?.ConversationId,
            Inputs = WorkflowInputs.FromValues(options?.AdditionalProperties ?? []),
            Files = await FilesAsync(question, cancellationToken).ConfigureAwait(false) is { Count: > 0 } files ? files : null,
        };
        return request.Query.Length > 0 ? request : throw new ArgumentException(AdapterText.Get("NoText"), nameof(messages));
    }

    private static IEnumerable<string> Unsupported(List<ChatMessage> messages, ChatMessage question, ChatOptions? options)
    {
        // What comes before the question of a conversation, the server has already.
        if (messages.Exists(message => message.Role == ChatRole.System) || !string.IsNullOrEmpty(options?.Instructions))
        {
            yield return $"{nameof(ChatOptions)}.{nameof(ChatOptions.Instructions)}, {nameof(ChatRole)}.{nameof(ChatRole.System)}";
        }

        if (messages[^1] != question
            || (string.IsNullOrEmpty(options?.ConversationId)
                && messages.Exists(message => message != question && message.Role != ChatRole.System)))
        {
            yield return nameof(messages);
        }

        if (question.Contents.Any(content => content is not (TextContent or DataContent or UriContent)))
        {
            yield return nameof(ChatMessage.Contents);
        }

        foreach (var (name, isSet) in Settings(options))
        {
            if (isSet)
            {
                yield return $"{nameof(ChatOptions)}.{name}";
            }
        }
    }

    private static IEnumerable<(string Name, bool IsSet)> Settings(ChatOptions? options) => options is null ? [] :
    [
        (nameof(options.ModelId), options.ModelId is not null),
        (nameof(options.Temperature), options.Temperature is not null),
        (nameof(options.TopP), options.TopP is not null),
        (nameof(options.TopK), options.TopK is not null),
        (nameof(options.MaxOutputTokens), options.MaxOutputTokens is not null),
        (nameof(options.FrequencyPenalty), options.FrequencyPenalty is not null),
        (nameof(options.PresencePenalty), options.PresencePenalty is not null),
        (nameof(options.Seed), options.Seed is not null),
        (nameof(options.StopSequences), options.StopSequences is { Count: > 0 }),
        (nameof(options.Reasoning), options.Reasoning is not null),
        (nameof(options.ResponseFormat), options.ResponseFormat is not (null or ChatResponseFormatText)),
        (nameof(options.Tools), options.Tools is { Count: > 0 }),
        (nameof(options.ToolMode), options.ToolMode is not (null or AutoChatToolMode or NoneChatToolMode)),
    ];

    private async Task<List<InputFileObject>> FilesAsync(ChatMessage question, CancellationToken cancellationToken)
    {
        var files = new List<InputFileObject>();
        foreach (var content in question.Contents)
        {
            if (content is UriContent link)
            {
                files.Add(InputFileObject.FromUrl(link.Uri, TypeOf(link.MediaType)));
            }
            else if (content is DataContent data)
            {
                var file = FileUpload.FromBytes(data.Data.ToArray(), data.Name ?? $"file.{ExtensionOf(data.MediaType)}", data.MediaType);
                var upload = await client.UploadFileAsync(
                    file: file, user: user, cancellationToken: cancellationToken).ConfigureAwait(false);
                files.Add(InputFileObject.FromUpload(upload.Id, TypeOf(data.MediaType)));
            }
        }

        return files;
    }

    private static InputFileType TypeOf(string mediaType) => mediaType.Split('/')[0] switch
    {
        "image" => InputFileType.Image,
        "audio" => InputFileType.Audio,
        "video" => InputFileType.Video,
        _ => InputFileType.Document,
    };

    // Servers tell kinds of files by their extensions.
    private static string ExtensionOf(string mediaType) => mediaType switch
    {
        "image/jpeg" => "jpg",
        "image/svg+xml" => "svg",
        "text/plain" => "txt",
        "text/markdown" => "md",
        "audio/mpeg" => "mp3",
        "audio/mp4" or "audio/x-m4a" => "m4a",
        "video/quicktime" => "mov",
        "application/msword" => "doc",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "xlsx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation" => "pptx",
        _ => new string([.. mediaType[(mediaType.IndexOf('/', StringComparison.Ordinal) + 1)..].TakeWhile(char.IsAsciiLetterOrDigit)]),
    };
}
