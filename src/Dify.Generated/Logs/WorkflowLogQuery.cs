namespace Dify.Generated;

// The other half is generated: a member for each filter that the documents know.
public sealed partial class WorkflowLogQuery
{
    /// <summary>The most entries that the server gives in one page.</summary>
    public const int LargestPage = 100;
}
