namespace Dify.OpenApi.Shaping;

/// <summary>What the contract says of a value: its C# type and its JSON schema, without prose.</summary>
internal sealed record ContractShape
{
    /// <summary>The full C# type, without a nullability mark.</summary>
    public required string CSharpType { get; init; }

    public string? JsonType { get; init; }

    public string? Format { get; init; }

    /// <summary>The name of the generated type that the schema refers to.</summary>
    public string? TypeName { get; init; }

    /// <summary>Whether that type is an open value: a word, not an object.</summary>
    public bool IsWord { get; init; }

    /// <summary>The items of an array or the values of a map.</summary>
    public ContractShape? Element { get; init; }

    /// <summary>How the value is written, where its C# type does not say: one of the words below.</summary>
    public string? Form { get; init; }

    /// <summary>Of an element: whether null may stand in its place.</summary>
    public bool IsNullable { get; init; }

    /// <summary>The C# type of an element, with its nullability.</summary>
    public string ElementType => IsNullable ? $"{CSharpType}?" : CSharpType;

    /// <summary>The shape as an element of a list or a map. Any JSON holds null by itself.</summary>
    public ContractShape AsElement(bool allowsNull) => this with { IsNullable = allowsNull && CSharpType != AnyJson.CSharpType };

    /// <summary>Whether the document leaves open what the value is, or what the object holds.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether the C# type cannot be null by itself.</summary>
    public bool IsValueType => IsWord || CSharpType is "bool" or "int" or "long" or "double" or "decimal" or "System.DateTimeOffset";

    /// <summary>Any JSON.</summary>
    public const string Json = "json";

    /// <summary>Any JSON, or a text that holds it.</summary>
    public const string JsonInText = "json in text";

    /// <summary>A number, or a text that holds one.</summary>
    public const string DecimalNumber = "decimal";

    /// <summary>A time as a number of seconds since 1970.</summary>
    public const string UnixSeconds = "unix seconds";

    /// <summary>A time as a date.</summary>
    public const string UtcDateTime = "date";

    /// <summary>The C# type of an object whose members are free.</summary>
    public const string JsonObject = "Newtonsoft.Json.Linq.JObject";

    public static ContractShape AnyJson { get; } = new() { CSharpType = "Newtonsoft.Json.Linq.JToken", Form = Json };

    public static ContractShape Text { get; } = new() { CSharpType = "string", JsonType = "string" };
}
