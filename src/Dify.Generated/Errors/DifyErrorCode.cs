using System;

namespace Dify.Generated;

/// <summary>
/// The code of a problem, such as <c>not_workflow_app</c>. The set is open: a code that the documents do not name is kept and compares like
/// any other. The constants come from the documents, and from what servers have been seen to send.
/// </summary>
[Newtonsoft.Json.JsonConverter(typeof(DifyErrorCodeConverter))]
#if NET
[System.Text.Json.Serialization.JsonConverter(typeof(DifyJsonConverter<DifyErrorCode>))]
#endif
public readonly partial struct DifyErrorCode : IOpenValue, IEquatable<DifyErrorCode>, IJsonConverted
{
    private readonly string? value;

    /// <summary>Makes a code from its word on the wire.</summary>
    /// <param name="value">The word, which need not be one of the constants.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public DifyErrorCode(string value) => this.value = value ?? throw new ArgumentNullException(nameof(value));

    /// <summary>The word on the wire; empty if the server gave none.</summary>
    public string Value => value ?? string.Empty;

    /// <summary>Whether the server gave no code.</summary>
    public bool IsEmpty => Value.Length == 0;

    /// <summary>Makes a code from its word on the wire.</summary>
    /// <param name="value">The word.</param>
    public static implicit operator DifyErrorCode(string value) => new(value);

    /// <summary>Whether two codes are the same word.</summary>
    /// <param name="left">One code.</param>
    /// <param name="right">The other code.</param>
    public static bool operator ==(DifyErrorCode left, DifyErrorCode right) => left.Equals(right);

    /// <summary>Whether two codes are different words.</summary>
    /// <param name="left">One code.</param>
    /// <param name="right">The other code.</param>
    public static bool operator !=(DifyErrorCode left, DifyErrorCode right) => !left.Equals(right);

    /// <summary>Whether another code is the same word.</summary>
    /// <param name="other">The code to compare with.</param>
    /// <returns>True if it is.</returns>
    public bool Equals(DifyErrorCode other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <summary>Whether an object is a code with the same word.</summary>
    /// <param name="obj">The object to compare with.</param>
    /// <returns>True if it is.</returns>
    public override bool Equals(object? obj) => obj is DifyErrorCode other && Equals(other);

    /// <summary>A hash code that equal codes share.</summary>
    /// <returns>The hash code.</returns>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary>The word on the wire.</summary>
    public override string ToString() => Value;

    Newtonsoft.Json.JsonConverter IJsonConverted.JsonConverter => new DifyErrorCodeConverter();
}
