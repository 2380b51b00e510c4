using System;

namespace Dify.Generated;

/// <summary>Holds a request for an answer to what its method can read.</summary>
internal static class AnswerModes
{
    public static void ThrowIfOtherThan(ResponseMode? mode, bool isStream, string member, string blocking, string streaming, string parameterName)
    {
        if (!isStream && mode == ResponseMode.Streaming)
        {
            throw new ArgumentException(ClientText.Format("BlockingCannotStream", member, streaming), parameterName);
        }

        if (isStream && mode == ResponseMode.Blocking)
        {
            throw new ArgumentException(ClientText.Format("StreamingCannotBlock", member, blocking), parameterName);
        }
    }
}
