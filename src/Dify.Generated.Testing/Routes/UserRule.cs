namespace Dify.Generated.Testing;

/// <summary>What a real server makes of the user that a call names.</summary>
internal static class UserRule
{
    private const int LongestUser = 255;

    /// <summary>The answer when a call that needs a user names none.</summary>
    public static ContentReply Missing => Problem.InvalidParameter("The user is required: it must be given and must not be empty.");

    /// <summary>The answer to a user that does not fit into the server's table, or null.</summary>
    public static ContentReply? RefuseLong(string? user) => user?.Length > LongestUser ? Problem.Unknown : null;
}
