namespace Dify.Generated.Tests.Contract;

/// <summary>Answers of a run, for the two operations that start one.</summary>
internal static class RunAnswers
{
    public const string Succeeded =
        """
        {"task_id": "task-1", "workflow_run_id": "run-1", "data": {"id": "run-1", "workflow_id": "workflow-1", "status": "succeeded", "outputs": {}, "error": null,
         "elapsed_time": 0, "total_tokens": 0, "total_steps": 1, "created_at": 1782896400, "finished_at": 1782896402}}
        """;

    public const string Full =
        """
        {"task_id": "task-1", "workflow_run_id": "run-1", "data": {"id": "run-1", "workflow_id": "workflow-1", "status": "paused",
         "outputs": {"n": 12345678901234567890, "at": "2026-07-01T00:00:00Z"}, "error": "It broke.",
         "elapsed_time": 2.5, "total_tokens": 5000000000, "total_steps": 7, "created_at": 1782896400, "finished_at": 1782896402, "paused_nodes": ["n1"],
         "reasons": [{"TYPE": "human_input_required", "form_id": "form-1", "node_id": "n1", "node_title": "Approval", "form_content": "Please check.",
          "inputs": [{"type": "select", "output_variable_name": "comment", "default": {"type": "variable", "selector": ["n0", "text"], "value": "Fine."},
           "option_source": {"type": "constant", "selector": ["n0", "list"], "value": ["yes", "no"]}, "allowed_file_types": ["image"], "allowed_file_extensions": [".png"],
           "allowed_file_upload_methods": ["local_file"], "number_limits": 3}],
          "actions": [{"id": "approve", "title": "Approve draft", "button_style": "primary"}],
          "display_in_ui": true, "resolved_default_values": {"comment": "Fine."}, "form_token": "token-1", "approval_channels": ["email"], "expiration_time": 1782982800,
          "message": "Waiting."}],
         "created_by": {"id": "u-1", "user": "anna", "name": "Anna", "email": "anna@example.com"}, "exceptions_count": 1,
         "files": [{"dify_model_identity": "__dify__file__", "id": "file-1", "type": "image", "transfer_method": "tool_file", "url": "https://a/u", "remote_url": "https://a/r",
          "related_id": "rel-1", "reference": "ref-1", "filename": "a.png", "extension": ".png", "mime_type": "image/png", "size": 6000000000}], "sequence_number": 12}}
        """;

    public const string Events =
        """
        event: ping

        data: {"event":"workflow_started","workflow_run_id":"run-1","task_id":"task-1","data":{"id":"run-1","workflow_id":"workflow-1","inputs":{},"created_at":1782896400,"reason":"initial"}}

        data: {"event":"text_chunk","workflow_run_id":"run-1","task_id":"task-1","data":{"text":"Hello","from_variable_selector":["n1","text"]}}

        data: {"event":"workflow_finished","workflow_run_id":"run-1","task_id":"task-1","data":{"id":"run-1","workflow_id":"workflow-1","status":"succeeded","outputs":{},"error":null,"elapsed_time":0.5,"total_tokens":0,"total_steps":1,"created_at":1782896400,"finished_at":1782896402}}


        """;
}
