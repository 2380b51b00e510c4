using System;
using System.Text;
using BenchmarkDotNet.Attributes;
using Dify.Benchmarks.Experiments;
using Dify.Benchmarks.Serving;
using Dify.Generated;
using Newtonsoft.Json;

namespace Dify.Benchmarks.Detail;

/// <summary>One event through each layer by itself.</summary>
[MemoryDiagnoser]
public class EventLayers
{
    private readonly byte[] frame = Encoding.UTF8.GetBytes(DifyFrames.Text(" word of an 00000"));
    private readonly EventFrames frames = new(64 << 20);
    private readonly KnownNames names = new();
    private readonly EventReader<WorkflowStreamEvent> reader = new(WorkflowStreamEvent.Catalog, new KnownNames());
    private byte[] data = [];
    private string json = string.Empty;

    [GlobalSetup]
    public void Prepare()
    {
        data = frame[6..^2];
        json = Encoding.UTF8.GetString(data);
    }

    [Benchmark]
    public int Framing()
    {
        ArraySegment<byte> room = frames.MakeRoom();
        frame.CopyTo(room.AsSpan());
        frames.Add(frame.Length);
        return frames.TryRead(out ReadOnlySpan<byte> found) ? found.Length : 0;
    }

    [Benchmark]
    public string Name() => EventName.Find(json.AsMemory(), names);

    [Benchmark]
    public object? Reading() => reader.Read(data);

    [Benchmark(Baseline = true)]
    public object? JsonConvertAlone() => JsonConvert.DeserializeObject<RawEvent>(json);
}
