using System.Collections.Generic;

namespace Dify.Generated.Tests.Inputs;

/// <summary>
/// What a server of 1.14.2 says to one value of one variable, by its recorded answers and its source: whether the run begins. Each row is
/// the variable's kind, its settings, the value as JSON (null where none is given), and whether it is taken.
/// </summary>
internal static class ServerAnswersToInputs
{
    private const string Local =
        """{"type":"document","transfer_method":"local_file","upload_file_id":"1f0c9a6e-7b52-4d38-a1e4-5c8b3d2f6a07"}""";
    private const string Remote = """{"type":"image","transfer_method":"remote_url","url":"https://files.example.com/a.png"}""";
    private const string Custom = """{"type":"custom","transfer_method":"remote_url","url":"https://files.example.com/a.log"}""";

    public static IReadOnlyList<(string Kind, string Settings, string? Value, bool IsTaken)> Rows { get; } =
    [
        ("text-input", "", "\"hello\"", true),
        ("text-input", "", "\"\"", true),
        ("text-input", ",\"required\":true", "\"\"", true),
        ("text-input", ",\"required\":true", null, false),
        ("text-input", ",\"required\":true", "null", false),
        ("text-input", "", "null", true),
        ("text-input", "", "12", false),
        ("text-input", "", "true", false),
        ("text-input", "", "[]", false),
        ("text-input", "", "{}", false),
        ("text-input", ",\"max_length\":3", "\"日本🌞\"", true),
        ("text-input", ",\"max_length\":3", "\"four\"", false),
        ("text-input", ",\"max_length\":0", "\"as long as you like\"", true),
        ("paragraph", ",\"max_length\":null", "\"a\\nb\"", true),
        ("paragraph", ",\"max_length\":2", "\"a\\nb\"", false),
        ("select", ",\"options\":[\"x\",\"y\"]", "\"y\"", true),
        ("select", ",\"options\":[\"x\",\"y\"]", "\"z\"", false),
        ("select", ",\"options\":[\"1\"]", "1", false),
        ("select", ",\"options\":[\"x\"]", null, true),
        ("select", ",\"options\":[\"x\"],\"default\":\"\"", null, false),
        ("number", "", "3", true),
        ("number", "", "-2.5", true),
        ("number", "", "\"12\"", true),
        ("number", "", "\" +1_000 \"", true),
        ("number", "", "\"1.5e3\"", true),
        ("number", "", "\".5\"", true),
        ("number", "", "\"1e3\"", false),
        ("number", "", "\"nan\"", false),
        ("number", "", "\"1,5\"", false),
        ("number", "", "\"abc\"", false),
        ("number", "", "true", true),
        ("number", "", "null", true),
        ("number", "", "\"\"", true),
        ("number", ",\"required\":true", "\" \"", true),
        ("number", ",\"required\":true", "null", false),
        ("number", "", "[1]", false),
        ("number", "", "{\"a\":1}", false),
        ("checkbox", "", "true", true),
        ("checkbox", "", "\"Off\"", true),
        ("checkbox", "", "\"maybe\"", true),
        ("checkbox", "", "2", true),
        ("checkbox", "", "{}", false),
        ("checkbox", "", "[{}]", false),
        ("json_object", "", "{\"a\":1}", true),
        ("json_object", "", "\"{\\\"a\\\":1}\"", false),
        ("json_object", "", "[1]", false),
        ("json_object", "", "\"\"", true),
        ("file", ",\"allowed_file_types\":[\"document\"],\"allowed_file_upload_methods\":[\"local_file\"]", Local, true),
        ("file", ",\"allowed_file_types\":[\"audio\"]", Local, false),
        ("file", "", "[" + Local + "]", false),
        ("file", "", "\"1f0c9a6e-7b52-4d38-a1e4-5c8b3d2f6a07\"", false),
        ("file", "", "\"\"", true),
        ("file", ",\"required\":true", "\"\"", false),
        ("file", "", """{"type":"document","transfer_method":"local_file","upload_file_id":"f-1"}""", false),
        ("file", "", """{"type":"document","transfer_method":"local_file"}""", false),
        ("file", "", """{"type":"document","upload_file_id":"1f0c9a6e-7b52-4d38-a1e4-5c8b3d2f6a07"}""", false),
        ("file", "", """{"type":"spreadsheet","transfer_method":"remote_url","url":"https://files.example.com/a"}""", false),
        ("file", ",\"allowed_file_types\":[\"document\"]", """{"transfer_method":"remote_url","url":"https://files.example.com/a"}""", false),
        ("file", ",\"allowed_file_upload_methods\":[\"local_file\"]", Remote, true),
        ("file", ",\"allowed_file_types\":[\"custom\"],\"allowed_file_extensions\":[\".log\"]", Custom, true),
        ("file", ",\"allowed_file_types\":[\"custom\"]", Custom, false),
        ("file-list", ",\"max_length\":2", "[" + Remote + "]", true),
        ("file-list", "", "[]", true),
        ("file-list", "", Remote, false),
        ("file-list", "", "[\"f\"]", false),
        ("file-list", ",\"max_length\":1", "[" + Remote + "," + Remote + "]", false),
        ("file-list", "", "[{}]", true),
        ("brand_new_type", ",\"required\":true", null, false),
        ("brand_new_type", "", "[1]", true),
    ];
}
