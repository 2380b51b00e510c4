namespace Dify.OpenApi.Documents;

/// <summary>A place in a text file, counted from one.</summary>
internal readonly record struct Position(int Line, int Column)
{
    public static readonly Position Start = new(1, 1);
}
