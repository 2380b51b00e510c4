namespace Dify.OpenApi.Shaping;

/// <summary>An argument of a method: one parameter, the JSON body, or the class that holds the optional parameters.</summary>
/// <param name="Name">Its C# name.</param>
/// <param name="CSharpType">Its C# type, without a nullability mark.</param>
/// <param name="IsNullable">Whether it may be null.</param>
internal sealed record ContractArgument(string Name, string CSharpType, bool IsNullable)
{
    /// <summary>The parameter that it is; null for a body and for options.</summary>
    public ContractParameter? Parameter { get; init; }

    /// <summary>The class of the optional parameters; null unless it is that.</summary>
    public ContractType? Options { get; init; }

    /// <summary>Whether callers may leave it out: it and all that follow it may be null.</summary>
    public bool HasDefault { get; init; }

    /// <summary>Its type as C# writes it.</summary>
    public string FullType => IsNullable ? $"{CSharpType}?" : CSharpType;
}
