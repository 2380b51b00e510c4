namespace Dify.Generated.Testing;

/// <summary>The three shapes in which Dify sends an <c>error</c> event.</summary>
public enum ErrorShape
{
    /// <summary>With <c>workflow_run_id</c>, <c>code</c>, <c>message</c>, <c>status</c>; without <c>task_id</c>. What the running pipeline
    /// sends.</summary>
    Pipeline,

    /// <summary>With <c>message</c> and <c>status</c> alone. What is sent when the run fails before it starts.</summary>
    WorkerSetup,

    /// <summary>With both ids, <c>code</c>, <c>message</c>, <c>status</c>. What the documents show.</summary>
    Documented,
}
