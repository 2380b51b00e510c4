namespace Dify.Generated;

/// <summary>Why a stream of events ended before the run did.</summary>
public enum StreamEnd
{
    /// <summary>The connection broke.</summary>
    ConnectionLost,

    /// <summary>The server closed the stream in good order, but without the event that ends a run.</summary>
    EndedEarly,

    /// <summary>The server closed the stream in the middle of an event.</summary>
    EndedInsideEvent,

    /// <summary>Nothing came for longer than the idle timeout, not even the ping that Dify sends every 10 seconds.</summary>
    IdleTimeout,

    /// <summary>An event is no JSON object, or not of the shape that the documents describe.</summary>
    InvalidEvent,

    /// <summary>An event is larger than <see cref="DifyClientOptions.MaxEventBytes"/>.</summary>
    EventTooLarge,

    /// <summary>The server had not begun the run within <see cref="WorkflowRunOptions.StartTimeout"/>: nothing but pings came.</summary>
    NotBegun,
}
