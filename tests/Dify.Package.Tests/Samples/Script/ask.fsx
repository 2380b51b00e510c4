#r "nuget: Dify.Generated, 0.2.0"

open System
open Dify.Generated
open Newtonsoft.Json.Linq

let topic = fsi.CommandLineArgs |> Array.tryItem 1 |> Option.defaultValue "tea"

let options = DifyClientOptions(ApiKey = Environment.GetEnvironmentVariable "DIFY_API_KEY")

match Environment.GetEnvironmentVariable "DIFY_BASE_URL" with
| null -> ()
| address -> options.BaseAddress <- Uri address

let ask =
    task {
        use client = new DifyWorkflowClient(options)
        let inputs = JObject()
        inputs["topic"] <- JValue topic
        let! run = client.StartWorkflowAsync(WorkflowExecutionRequest(Inputs = inputs, User = "script-sample"))
        let! outcome = run.WaitAsync()
        do! run.DisposeAsync()
        printfn $"{outcome.Status}: {outcome.Outputs}"
        return if outcome.IsSuccess then 0 else 1
    }

exit (ask.GetAwaiter().GetResult())
