using System;
using System.Globalization;

namespace Dify.Benchmarks.Measuring;

/// <summary>Numbers as the results page writes them.</summary>
internal static class Figures
{
    public static string Times(double ratio) => Text($"{ratio:0.00} ×");

    public static string Bytes(double bytes) => Text($"{bytes:#,0} B");

    public static string Megabytes(double bytes) => Text($"{bytes / (1 << 20):#,0.0} MiB");

    public static string Nanoseconds(double nanoseconds) =>
        nanoseconds < 10_000 ? Text($"{nanoseconds:#,0} ns") : Text($"{nanoseconds / 1000:#,0} µs");

    public static string Milliseconds(double milliseconds) => Text($"{milliseconds:#,0.00} ms");

    public static string Seconds(double seconds) => Text($"{seconds:0.00} s");

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
