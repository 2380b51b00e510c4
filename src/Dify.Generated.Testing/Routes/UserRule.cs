namespace Dify.Generated.Testing;

/// <summary>What a real server answers when a call that needs a user names none.</summary>
internal static class UserRule
{
    public static ContentReply Missing => Problem.InvalidParameter("The user is required: it must be given and must not be empty.");
}
