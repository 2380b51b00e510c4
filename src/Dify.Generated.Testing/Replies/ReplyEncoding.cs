namespace Dify.Generated.Testing;

/// <summary>How something between the server and its callers compresses an answer, whether they asked for that or not.</summary>
public enum ReplyEncoding
{
    /// <summary><c>Content-Encoding: gzip</c>.</summary>
    Gzip,

    /// <summary><c>Content-Encoding: br</c>.</summary>
    Brotli,

    /// <summary><c>Content-Encoding: deflate</c> as the standard has it, in the format of zlib.</summary>
    Deflate,

    /// <summary><c>Content-Encoding: deflate</c> as many servers send it, without the format of zlib around it.</summary>
    RawDeflate,
}
