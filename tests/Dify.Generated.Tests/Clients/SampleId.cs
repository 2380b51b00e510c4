namespace Dify.Generated.Tests.Clients;

/// <summary>Ids of the form that the server has: nothing is sent with another one.</summary>
internal static class SampleId
{
    public const string Run = "5cbd9ac6-0b62-4f0e-8b5a-4bd2ba9a2b7a";
    public const string Workflow = "9b7a6f0e-1c4d-4e2b-8a35-2d6f4c8e1b90";
    public const string File = "1f0c9a6e-7b52-4d38-a1e4-5c8b3d2f6a07";
    public const string EndUser = "c47d1e93-6a2b-4f58-b0c1-3e9d7a5f2648";
}
