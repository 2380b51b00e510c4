using System;
using System.IO;

namespace Dify.Generated;

/// <summary>A compressed body that cannot be read, or not to its end.</summary>
internal sealed class ContentDecodingException : IOException
{
    private ContentDecodingException(string message, bool isBroken, Exception? innerException)
        : base(message, innerException)
        => IsBroken = isBroken;

    /// <summary>
    /// Whether the body was lost on its way, so that it may come whole the next time; otherwise it is one that is never read.
    /// </summary>
    public bool IsBroken { get; }

    /// <summary>The body ends before its end, or its bytes are not those that were compressed.</summary>
    public static ContentDecodingException Broken(string coding, Exception? cause = null)
        => new(ClientText.Format("EncodingBroken", coding), isBroken: true, cause);

    /// <summary>The body is not compressed in the way that its header says.</summary>
    public static ContentDecodingException Untrue(string coding, Exception? cause = null)
        => new(ClientText.Format("EncodingUntrue", coding), isBroken: false, cause);

    /// <summary>The body is compressed in a way that this build does not know, or in too many.</summary>
    public static ContentDecodingException Unknown(string coding)
        => new(ClientText.Format("EncodingUnknown", coding), isBroken: false, null);

    /// <summary>The body grows beyond reason.</summary>
    public static ContentDecodingException TooLarge(string coding, int ratio)
        => new(ClientText.Format("EncodingTooLarge", coding, ratio), isBroken: false, null);
}
