#r "nuget: Dify.Generated, 0.2.0"

open Dify.Generated
open Newtonsoft.Json.Linq

let topic = fsi.CommandLineArgs |> Array.tryItem 1 |> Option.defaultValue "tea"

let ask =
    task {
        use client = new DifyWorkflowClient(DifyClientOptions.FromEnvironment())
        let inputs = JObject()
        inputs["topic"] <- JValue topic
        let! outcome = client.RunAsync(WorkflowExecutionRequest(Inputs = inputs, User = "script-sample"))
        printfn $"{outcome.Status}: {outcome.Outputs}"
        return if outcome.IsSuccess then 0 else 1
    }

exit (ask.GetAwaiter().GetResult())
