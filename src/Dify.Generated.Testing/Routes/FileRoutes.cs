using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Uploading files and looking at them.</summary>
internal sealed class FileRoutes(DifyApp app)
{
    private const int LongestName = 200;

    public IEnumerable<Route> All => [Route.PostForm("/files/upload", Upload), Route.Get("/files/{file_id}/preview", Preview)];

    private Reply Upload(RouteRequest request)
    {
        IReadOnlyList<RecordedFormPart> files = [.. request.Recorded.Parts.Where(part => part.FileName is not null)];
        if (files.FirstOrDefault(part => part.Name == "file") is not { } file)
        {
            return Problem.Create(400, "no_file_uploaded", "Please upload your file.");
        }

        // A second part of the same name is ignored.
        if (files.Any(other => other.Name != file.Name))
        {
            return Problem.Create(400, "too_many_files", "Only one file is allowed.");
        }

        if (string.IsNullOrEmpty(file.FileName))
        {
            return Problem.Create(400, "filename_not_exists_error", "The file has no name.");
        }

        if (file.FileName.AsSpan().IndexOfAny('/', '\\') >= 0)
        {
            return Problem.InvalidParameter("Filename contains invalid characters");
        }

        if (string.IsNullOrEmpty(file.ContentType))
        {
            return Problem.Create(415, "unsupported_file_type", "The file's type is not allowed.");
        }

        string extension = Path.GetExtension(file.FileName).TrimStart('.').ToLowerInvariant();
        if (app.Options.BlockedFileExtensions.Contains(extension, StringComparer.OrdinalIgnoreCase))
        {
            return Problem.Create(400, "file_extension_blocked", $"Files with the extension '{extension}' are blocked.");
        }

        return file.Content.Length > FileSizeLimit.InBytes(extension)
            ? Problem.Create(413, "file_too_large", "")
            : ContentReply.Json(201, Uploaded(request, file, extension));
    }

    private JObject Uploaded(RouteRequest request, RecordedFormPart file, string extension)
    {
        string user = request.Recorded.Parts.FirstOrDefault(part => part.Name == "user" && part.FileName is null)?.Text ?? "";
        string name = Shortened(file.FileName!);
        string id = Guid.NewGuid().ToString();
        string owner = app.EndUsers.Get(user.Length > 0 ? user : EndUserRegistry.DefaultUser).Id;
        long now = app.Time.GetUtcNow().ToUnixTimeSeconds();
        app.Files.Add(new StoredFile(id, name, file.ContentType!, file.Content, owner, IsInMessage: false));
        return new JObject
        {
            ["id"] = id,
            ["reference"] = null,
            ["name"] = name,
            ["size"] = file.Content.Length,
            ["extension"] = extension,
            ["mime_type"] = file.ContentType,
            ["created_by"] = owner,
            ["created_at"] = now,
            ["preview_url"] = null,
            ["source_url"] = $"{request.Origin}/files/{id}/file-preview?timestamp={now}&nonce={Guid.NewGuid():N}&sign={Signature()}",
            ["original_url"] = null,
            ["user_id"] = null,
            ["tenant_id"] = app.TenantId,
            ["conversation_id"] = null,
            ["file_key"] = null,
        };
    }

    private static string Signature() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).Replace('+', '-').Replace('/', '_');

    private static string Shortened(string name)
    {
        string ending = Path.GetExtension(name);
        return name.Length <= LongestName ? name
            : ending.Length < LongestName ? name[..(LongestName - ending.Length)] + ending
            : name[..LongestName];
    }

    private Reply Preview(RouteRequest request)
    {
        if (app.Files.Find(request.PathValue("file_id")) is not { IsInMessage: true } file)
        {
            return Problem.Create(404, "file_not_found", "There is no such file in a message of this app.");
        }

        // A real server takes any text for true, even "false".
        bool asAttachment = !string.IsNullOrEmpty(request.Query("as_attachment"));
        var reply = new ContentReply(200, asAttachment ? "application/octet-stream" : file.ContentType, file.Content);
        reply.With("Cache-Control", "public, max-age=3600");
        if (asAttachment)
        {
            reply.With("Content-Disposition", $"attachment; filename*=UTF-8''{Uri.EscapeDataString(file.Name)}");
        }

        return file.ContentType.StartsWith("audio/", StringComparison.Ordinal)
            || file.ContentType.StartsWith("video/", StringComparison.Ordinal)
            ? reply.With("Accept-Ranges", "bytes")
            : reply;
    }
}
