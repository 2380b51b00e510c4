using System;

namespace Dify.Generated.Testing;

/// <summary>Makes MP3 files that hold silence.</summary>
internal static class SilentMp3
{
    // MPEG 1, layer III, no checksum; 128 kbit/s at 44,100 Hz without padding; mono. One frame lasts 26 ms.
    private static readonly byte[] FrameHeader = [0xFF, 0xFB, 0x90, 0xC4];
    private const int FrameLength = 144 * 128_000 / 44_100;

    public static byte[] Create(int frames)
    {
        // Side information of nothing but zeros means that no frame has any sound data.
        byte[] content = new byte[frames * FrameLength];
        for (int frame = 0; frame < frames; frame++)
        {
            FrameHeader.CopyTo(content.AsSpan(frame * FrameLength));
        }

        return content;
    }
}
