using System;
using System.Net.Http;
using BenchmarkDotNet.Attributes;
using Dify.Generated;
using Newtonsoft.Json;

namespace Dify.Benchmarks.Detail;

/// <summary>What a call costs before it is sent and after it was answered.</summary>
[MemoryDiagnoser]
public class CallLayers
{
    private static readonly Uri Address = new("https://dify.example.com/v1/");
    private static readonly StopWorkflowTaskGenerationRequest Body = new() { User = "user-1" };

    [Benchmark]
    public HttpRequestMessage Request()
    {
        var call = new ApiCall("stopWorkflowTaskGeneration", "POST", "application/json", Repeat.Safe);
        call.Path("workflows/tasks/");
        call.Segment("task-1", "taskId");
        call.Path("/stop");
        call.JsonBody(Body, "request");
        return call.CreateRequest(Address, mayRepeat: true, asksFirst: false);
    }

    [Benchmark]
    public byte[] Writing() => DifyJson.Write(Body, null);

    [Benchmark]
    public object? Reading() =>
        DifyJson.Read("{\"result\": \"success\"}".AsMemory(), static reader => SuccessResult.ReadJson(reader, null));

    [Benchmark(Baseline = true)]
    public object? JsonConvertAlone() => JsonConvert.DeserializeObject<SuccessResult>("{\"result\": \"success\"}");
}
