namespace Dify.Generated;

/// <summary>An answer that is the outcome of a whole run, so that its call is one.</summary>
internal interface IRunAnswer
{
    WorkflowRunFacts GetFacts();
}
