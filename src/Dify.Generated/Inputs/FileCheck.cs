using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>
/// The rules by which Dify's server takes a file, for a variable of a run or an input of a form. What only the file itself can tell, such
/// as its true kind, is left to the server.
/// </summary>
internal sealed class FileCheck
{
    private static readonly InputFileType[] Kinds =
        [InputFileType.Document, InputFileType.Image, InputFileType.Audio, InputFileType.Video, InputFileType.Custom];

    private readonly string name;
    private readonly IReadOnlyList<InputFileType> types;
    private readonly IReadOnlyList<string> extensions;
    private readonly IReadOnlyList<FileTransferMethod> methods;

    public FileCheck(
        string name, IReadOnlyList<InputFileType>? types, IReadOnlyList<string>? extensions, IReadOnlyList<FileTransferMethod>? methods)
    {
        this.name = name;
        this.types = types ?? [];
        this.extensions = extensions ?? [];
        this.methods = methods ?? [];
    }

    public IEnumerable<InputProblem> CheckFile(JToken value) => value switch
    {
        JArray => [InputProblem.Of(name, InputProblemKind.ListInsteadOfFile)],
        JObject file => Check(file),
        _ => [InputProblem.WrongType(name, "InputTypeFile")],
    };

    public IEnumerable<InputProblem> CheckList(JToken value, int? most)
    {
        if (value is not JArray files)
        {
            return value is JObject
                ? [InputProblem.Of(name, InputProblemKind.FileInsteadOfList)]
                : [InputProblem.WrongType(name, "InputTypeFileList")];
        }

        if (files.Any(static file => file is not JObject))
        {
            return [InputProblem.WrongType(name, "InputTypeFileList")];
        }

        // Of a list, the server drops what names no file at all, and takes the rest.
        var problems = files.Cast<JObject>().Where(NamesFile).SelectMany(Check);
        return most > 0 && files.Count > most ? [InputProblem.Of(name, InputProblemKind.TooManyFiles, most), .. problems] : problems;
    }

    private static bool NamesFile(JObject file)
        => Text(file, "transfer_method") is { } method
            && (method != "remote_url" || (Text(file, "url") ?? Text(file, "remote_url")) is not null);

    private IEnumerable<InputProblem> Check(JObject file)
    {
        var method = Text(file, "transfer_method");
        var type = Text(file, "type");
        if (!IsWhole(file, method) || (type is not null && !Kinds.Contains(new InputFileType(type))))
        {
            yield return InputProblem.Of(name, InputProblemKind.FileIncomplete);
            yield break;
        }

        // A file of a tool is taken as it is.
        if (method == "tool_file")
        {
            yield break;
        }

        // Without a type, a file counts as custom; and one of another kind can still be custom by its extension.
        var kind = type is null ? InputFileType.Custom : new InputFileType(type);
        var isListed = types.Count == 0 || types.Contains(kind);
        if ((!isListed && !types.Contains(InputFileType.Custom)) || ((!isListed || kind == InputFileType.Custom) && extensions.Count == 0))
        {
            yield return InputProblem.Of(name, InputProblemKind.FileNotAllowed, string.Join(", ", types));
        }

        if (kind != InputFileType.Image && methods.Count > 0 && !methods.Contains(new FileTransferMethod(method!)))
        {
            yield return InputProblem.Of(name, InputProblemKind.FileNotAllowed, string.Join(", ", methods));
        }
    }

    // Which member says where the file is; older and newer names of the same thing count too.
    private static bool IsWhole(JObject file, string? method) => method switch
    {
        "local_file" => Text(file, "upload_file_id") is { } id ? RequestCheck.IsUuid(id) : IdOf(file, "upload_file_id") is not null,
        "remote_url" => (IdOf(file, "upload_file_id") ?? Text(file, "url") ?? Text(file, "remote_url")) is not null,
        "tool_file" => IdOf(file, "tool_file_id") is not null,
        "datasource_file" => IdOf(file, "datasource_file_id") is not null,
        _ => false,
    };

    private static string? IdOf(JObject file, string member) => Text(file, member) ?? Text(file, "reference") ?? Text(file, "related_id");

    private static string? Text(JObject file, string member)
        => (file[member] as JValue)?.Value is string { Length: > 0 } text ? text : null;
}
