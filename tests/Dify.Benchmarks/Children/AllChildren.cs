using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace Dify.Benchmarks.Children;

/// <summary>What runs in a process of its own, by name. Each gives one line for the process that started it.</summary>
internal static class AllChildren
{
    private static readonly Dictionary<string, Func<IReadOnlyList<string>, Task<string>>> ByName = new(StringComparer.Ordinal)
    {
        [ColdStartChild.RawName] = ColdStartChild.RunRawAsync,
        [ColdStartChild.OwnName] = ColdStartChild.RunOwnAsync,
        [FailedStreamsChild.Name] = FailedStreamsChild.RunAsync,
        [ConcurrentStreamsChild.RawName] = ConcurrentStreamsChild.RunRawAsync,
        [ConcurrentStreamsChild.PlainName] = ConcurrentStreamsChild.RunPlainAsync,
        [ConcurrentStreamsChild.FollowedName] = ConcurrentStreamsChild.RunFollowedAsync,
        [HostileServerChild.OwnStreamName] = HostileServerChild.RunOwnStreamAsync,
        [HostileServerChild.RawStreamName] = HostileServerChild.RunRawStreamAsync,
        [HostileServerChild.OwnCallName] = HostileServerChild.RunOwnCallAsync,
        [HostileServerChild.RawCallName] = HostileServerChild.RunRawCallAsync,
    };

    public static Task<string> RunAsync(string name, IReadOnlyList<string> arguments) => ByName[name](arguments);
}
