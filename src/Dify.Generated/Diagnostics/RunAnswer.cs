namespace Dify.Generated;

/// <summary>Whether answers of a type are outcomes of runs; asked for each call, found out once.</summary>
/// <typeparam name="T">The type of the answer.</typeparam>
internal static class RunAnswer<T>
{
    public static readonly bool IsOne = typeof(IRunAnswer).IsAssignableFrom(typeof(T));
}
