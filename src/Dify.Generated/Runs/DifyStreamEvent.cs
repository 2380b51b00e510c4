
namespace Dify.Generated;

public partial class DifyStreamEvent
{
    /// <summary>
    /// Whether the event tells again what happened while the stream was interrupted. Such an event comes from the server's record of the
    /// run and may lack inputs, outputs and texts. Forms
    /// and pauses come from there too when a run is taken up that waits for people.
    /// </summary>
    public bool IsReplayed { get; internal set; }
}
