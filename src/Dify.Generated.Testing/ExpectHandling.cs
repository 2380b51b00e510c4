namespace Dify.Generated.Testing;

/// <summary>What becomes of a request that asks before it sends its body, by <c>Expect: 100-continue</c>.</summary>
public enum ExpectHandling
{
    /// <summary>It is told to go on, as a real server does.</summary>
    Continue,

    /// <summary>It is answered with 417 and a page, as by a proxy that does not pass the question on.</summary>
    Refuse,

    /// <summary>Its connection is closed without an answer.</summary>
    Close,
}
