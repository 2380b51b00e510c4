using System.Buffers;
using Newtonsoft.Json;

namespace Dify.Generated;

/// <summary>Lends Newtonsoft.Json the buffers of the shared pool, so that a reader costs no buffer of its own.</summary>
internal sealed class CharArrayPool : IArrayPool<char>
{
    public static CharArrayPool Instance { get; } = new();

    public char[] Rent(int minimumLength) => ArrayPool<char>.Shared.Rent(minimumLength);

    public void Return(char[]? array)
    {
        if (array is not null)
        {
            ArrayPool<char>.Shared.Return(array);
        }
    }
}
