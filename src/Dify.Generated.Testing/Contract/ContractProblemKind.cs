namespace Dify.Generated.Testing;

/// <summary>What a real server makes of something that the documents do not allow.</summary>
internal enum ContractProblemKind
{
    /// <summary>It takes no notice; only the stand-in refuses.</summary>
    Unnoticed,

    /// <summary>It refuses with <c>invalid_param</c>.</summary>
    Invalid,

    /// <summary>It refuses in a way of its own, which the route or the dispatcher knows.</summary>
    ByRoute,
}
