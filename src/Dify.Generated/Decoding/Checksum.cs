using System;

namespace Dify.Generated;

/// <summary>What a compressed body says of its content at its end, computed of the content as it is decoded.</summary>
internal sealed class Checksum(ContentCoding coding)
{
    private const uint AdlerModulus = 65521;

    private static readonly uint[] CrcTable = MakeCrcTable();

    private uint crc = uint.MaxValue;
    private uint adlerLow = 1;
    private uint adlerHigh;
    private uint length;

    public void Add(ReadOnlySpan<byte> content)
    {
        length += (uint)content.Length;
        foreach (var value in content)
        {
            if (coding == ContentCoding.Gzip)
            {
                crc = CrcTable[(byte)(crc ^ value)] ^ (crc >> 8);
            }
            else
            {
                adlerLow = (adlerLow + value) % AdlerModulus;
                adlerHigh = (adlerHigh + adlerLow) % AdlerModulus;
            }
        }
    }

    /// <summary>The last bytes of the body: CRC-32 and length (RFC 1952 2.3.1), or Adler-32 (RFC 1950 2.2).</summary>
    public byte[] ToTrailer()
        => coding == ContentCoding.Gzip
            ? [.. LittleEndian(~crc), .. LittleEndian(length)]
            : [(byte)(adlerHigh >> 8), (byte)adlerHigh, (byte)(adlerLow >> 8), (byte)adlerLow];

    private static byte[] LittleEndian(uint value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];

    private static uint[] MakeCrcTable()
    {
        const uint Polynomial = 0xEDB88320;
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value >> 1) ^ ((value & 1) * Polynomial);
            }

            table[i] = value;
        }

        return table;
    }
}
