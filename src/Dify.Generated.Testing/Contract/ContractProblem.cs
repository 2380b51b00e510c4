namespace Dify.Generated.Testing;

/// <summary>Something in a request that the documents do not allow.</summary>
/// <param name="Kind">What a real server makes of it.</param>
/// <param name="Text">The place and what is wrong there.</param>
internal sealed record ContractProblem(ContractProblemKind Kind, string Text);
