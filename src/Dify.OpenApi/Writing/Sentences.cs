using System;
using System.Linq;
using System.Text;
using Dify.OpenApi.Model;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Writing;

/// <summary>Our own sentences for what the documents leave undescribed, so that every public member has documentation.</summary>
internal sealed class Sentences(Language language)
{
    public string CancellationToken => Pick("Stops waiting for the answer.", "応答を待つのをやめます。", "停止等待响应。");

    public string Success => Pick("Success.", "成功。", "成功。");

    /// <summary>What one of the two methods gives that an operation is, which answers as JSON or as events.</summary>
    public string Half(bool isStreaming) => isStreaming
        ? Pick("The events, as they come.", "届いた順のイベントです。", "按到达顺序的事件。")
        : Pick("The whole answer, once it is complete.", "完了した回答の全体です。", "完成后的完整回答。");

    public string Body => Pick("The body of the request.", "リクエストの本文です。", "请求正文。");

    public string Options => Pick("The optional parameters; null for none.", "省略可能なパラメータです。なければ null です。", "可选参数；没有时为 null。");

    public string Interface(string title) => Pick($"The operations of the {title}.", $"{title} の操作です。", $"{title} 的操作。");

    public string Client(string title) => Pick($"Client of the {title}.", $"{title} のクライアントです。", $"{title} 的客户端。");

    public string Operation(ContractOperation operation) => Pick(
        $"Calls {operation.Method.ToUpperInvariant()} {operation.Path}.",
        $"{operation.Method.ToUpperInvariant()} {operation.Path} を呼び出します。", $"调用 {operation.Method.ToUpperInvariant()} {operation.Path}。");

    /// <param name="place">path, query, header or form.</param>
    /// <param name="wireName">Its name there.</param>
    public string Parameter(string place, string wireName) => place switch
    {
        "path" => Pick($"The part `{wireName}` of the path.", $"パスの `{wireName}` です。", $"路径中的 `{wireName}`。"),
        "form" => Part(wireName),
        "header" => Pick($"The header `{wireName}`.", $"ヘッダー `{wireName}` です。", $"标头 `{wireName}`。"),
        _ => Pick($"The query parameter `{wireName}`.", $"クエリパラメータ `{wireName}` です。", $"查询参数 `{wireName}`。"),
    };

    public string Property(string wireName)
        => Pick($"The member `{wireName}` of the JSON object.", $"JSON オブジェクトのメンバー `{wireName}` です。", $"JSON 对象的成员 `{wireName}`。");

    public string Part(string wireName) => Pick($"The part `{wireName}` of the form.", $"フォームの `{wireName}` です。", $"表单中的 `{wireName}`。");

    public string Type(ContractType type) => type.Kind switch
    {
        ContractTypeKind.Event => Pick($"The event `{type.EventValue}`.", $"イベント `{type.EventValue}` です。", $"事件 `{type.EventValue}`。"),
        ContractTypeKind.Options => Pick(
            $"The optional parameters of `{type.Method}`. What is left unset is not sent.",
            $"`{type.Method}` の省略可能なパラメータです。設定しないものは送信されません。",
            $"`{type.Method}` 的可选参数。未设置的参数不会发送。"),
        ContractTypeKind.EventBase => Pick("An event of the stream.", "ストリームのイベントです。", "流中的事件。"),
        ContractTypeKind.Enum => Pick(
            $"The known values of {Spaced(type.Name)}; other values are kept as they are.",
            $"{type.Name} の既知の値です。その他の値もそのまま保持します。",
            $"{type.Name} 的已知值；其他值会原样保留。"),
        _ when type.IsRequest && Call(type) is var call => Pick(
            $"What the call to {Spaced(call)} sends.", $"`{call}` の呼び出しで送信する内容です。", $"调用 `{call}` 时发送的内容。"),
        _ => Pick($"The JSON object of {Spaced(type.Name)}.", $"{type.Name} の JSON オブジェクトです。", $"{type.Name} 的 JSON 对象。"),
    };

    public string EnumValue(string value) => Pick($"The value `{value}`.", $"値 `{value}` です。", $"值 `{value}`。");

    public string Status(string status) => Pick($"HTTP status {status}.", $"HTTP ステータス {status} です。", $"HTTP 状态码 {status}。");

    private string Pick(string english, string japanese, string chinese) => new Prose(english, japanese, chinese).For(language)!;

    private static string Call(ContractType type)
        => type.Name.EndsWith("Request", StringComparison.Ordinal) ? type.Name[..^"Request".Length] : type.Name;

    private static string Spaced(string name)
    {
        var text = new StringBuilder();
        foreach (var (character, index) in name.Select((character, index) => (character, index)))
        {
            if (index > 0 && char.IsUpper(character))
            {
                text.Append(' ');
            }

            text.Append(char.ToLowerInvariant(character));
        }

        return text.ToString();
    }
}
