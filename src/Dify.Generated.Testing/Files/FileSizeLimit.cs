namespace Dify.Generated.Testing;

/// <summary>How large an uploaded file may be: that depends on the extension alone.</summary>
internal static class FileSizeLimit
{
    public const int ImageMegabytes = 10;
    public const int AudioMegabytes = 50;
    public const int VideoMegabytes = 100;
    public const int OtherMegabytes = 15;
    public const int Megabyte = 1024 * 1024;

    /// <summary>The limit for an extension in lower case, without the dot.</summary>
    public static int InBytes(string extension) => Megabyte * extension switch
    {
        "jpg" or "jpeg" or "png" or "webp" or "gif" or "svg" => ImageMegabytes,
        "mp3" or "m4a" or "wav" or "amr" or "mpga" => AudioMegabytes,
        "mp4" or "mov" or "mpeg" or "webm" => VideoMegabytes,
        _ => OtherMegabytes,
    };
}
