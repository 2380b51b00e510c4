namespace Dify.Cli.Settings;

/// <summary>The name that stands for what is piped into the program or out of it.</summary>
internal static class StandardStream
{
    public const string Name = "-";
}
