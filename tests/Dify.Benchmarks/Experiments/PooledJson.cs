using System;
using System.Buffers;
using System.IO;
using Newtonsoft.Json;

namespace Dify.Benchmarks.Experiments;

/// <summary>The best that Newtonsoft.Json does by reflection: one serializer, and buffers from a pool.</summary>
internal static class PooledJson
{
    private static readonly JsonSerializer Serializer = JsonSerializer.Create(
        new JsonSerializerSettings { DateParseHandling = DateParseHandling.None });

    public static long Read(string json, long times)
    {
        for (long i = 0; i < times; i++)
        {
            using var reader = new JsonTextReader(new StringReader(json)) { ArrayPool = CharPool.Instance };
            GC.KeepAlive(Serializer.Deserialize<RawEvent>(reader));
        }

        return times;
    }

    private sealed class CharPool : IArrayPool<char>
    {
        public static CharPool Instance { get; } = new();

        public char[] Rent(int minimumLength) => ArrayPool<char>.Shared.Rent(minimumLength);

        public void Return(char[]? array) => ArrayPool<char>.Shared.Return(array!);
    }
}
