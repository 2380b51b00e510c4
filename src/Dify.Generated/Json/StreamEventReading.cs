using System;

namespace Dify.Generated;

/// <summary>Reads an event that stands alone as the class of its name. What knows the events belongs to a folder that may be left out.</summary>
internal static partial class StreamEventReading
{
    /// <returns>Whether values of the type are events; nothing was read if they are not.</returns>
    public static bool TryRead(Type type, string text, out object? result)
    {
        var isEvent = false;
        result = null;
        ReadWorkflowEvent(type, text, ref isEvent, ref result);
        return isEvent;
    }

    static partial void ReadWorkflowEvent(Type type, string text, ref bool isEvent, ref object? result);
}
