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

    public string? Converter { get; init; }

    public string? ItemConverter { get; init; }

    /// <summary>The element with the converter that the shape keeps for it; in a list of lists it is that of the innermost items.</summary>
    public ContractShape WholeElement => Element!.Element is null ? Element with { Converter = ItemConverter } : Element with { ItemConverter = ItemConverter };

    /// <summary>Of an element: whether null may stand in its place.</summary>
    public bool IsNullable { get; init; }

    /// <summary>The C# type of an element, with its nullability.</summary>
    public string ElementType => IsNullable ? $"{CSharpType}?" : CSharpType;

    /// <summary>The shape as an element of a list or a map. Any JSON holds null by itself.</summary>
    public ContractShape AsElement(bool allowsNull) => this with { Converter = null, ItemConverter = null, IsNullable = allowsNull && CSharpType != AnyJson.CSharpType };

    /// <summary>Whether the document leaves open what the value is, or what the object holds.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether the C# type cannot be null by itself.</summary>
    public bool IsValueType => IsWord || CSharpType is "bool" or "int" or "long" or "double" or "decimal" or "System.DateTimeOffset";

    /// <summary>The C# type of an object whose members are free.</summary>
    public const string JsonObject = "Newtonsoft.Json.Linq.JObject";

    public static ContractShape AnyJson { get; } = new() { CSharpType = "Newtonsoft.Json.Linq.JToken", Converter = "JsonValueConverter" };

    public static ContractShape Text { get; } = new() { CSharpType = "string", JsonType = "string" };
}
