#if NETSTANDARD2_0
namespace System.Diagnostics.CodeAnalysis;

/// <summary>What a trimmed program cannot call; the framework lacks the attribute, and has no trimming.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = false)]
internal sealed class RequiresUnreferencedCodeAttribute(string message) : Attribute
{
    public string Message { get; } = message;
}

/// <summary>What a program compiled ahead of time cannot call; the framework lacks the attribute, and has no such programs.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = false)]
internal sealed class RequiresDynamicCodeAttribute(string message) : Attribute
{
    public string Message { get; } = message;
}
#endif
