namespace Dify.Generated.Testing;

/// <summary>Why a run does not start.</summary>
/// <param name="Message">The server's words.</param>
/// <param name="IsCrash">Whether the server trips over the value instead of refusing it.</param>
internal sealed record InputRefusal(string Message, bool IsCrash = false)
{
    public ContentReply ToReply() => IsCrash
        ? Problem.Create(500, "internal_server_error", "The server encountered an internal error.")
        : Problem.InvalidParameter(Message);
}
