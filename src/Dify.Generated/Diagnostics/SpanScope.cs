using System;
using System.Diagnostics;

namespace Dify.Generated;

/// <summary>Makes a span the parent of the calls that begin until this is disposed of, whoever makes them. To be left by the method that
/// enters it, before that one returns.</summary>
internal readonly struct SpanScope : IDisposable
{
    private readonly Activity? before;
    private readonly bool isEntered;

    public SpanScope(Activity? span)
    {
        before = null;
        isEntered = span is { IsStopped: false } && span != Activity.Current;
        if (isEntered)
        {
            before = Activity.Current;
            Activity.Current = span;
        }
    }

    public void Dispose()
    {
        if (isEntered)
        {
            Activity.Current = before;
        }
    }
}
