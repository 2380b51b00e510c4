using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Dify.Generated;

/// <summary>Writes values the way a path, a query, a header and a part of a form carry them. Nothing stays nothing.</summary>
internal static class WireText
{
    public static string? Of(bool? value) => value is { } flag ? (flag ? "true" : "false") : null;

    public static string? Of(long? value) => value?.ToString(CultureInfo.InvariantCulture);

    public static string? Of(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);

    public static string? Of(decimal? value) => value?.ToString(CultureInfo.InvariantCulture);

    public static string? Of(DateTimeOffset? value) => value?.ToString("o", CultureInfo.InvariantCulture);

    public static string? Of(IOpenValue? value) => value?.Value;

    public static string? UnixSeconds(DateTimeOffset? value) => Of(value?.ToUnixTimeSeconds());

    /// <summary>The items of a list, each by itself.</summary>
    public static IEnumerable<string>? Each<T>(IEnumerable<T>? values, Func<T, string?> text) => values?.Select(value => text(value) ?? "");

    /// <summary>A list as one value, its items escaped by whoever takes it apart again: in a path and in a header only commas stand between
    /// them.</summary>
    public static TextList? List(IEnumerable<string>? values, string separator = ",") =>
        values is null ? null : new TextList([.. values], separator);
}

/// <summary>A list that is sent as one value.</summary>
internal sealed record TextList(IReadOnlyList<string> Items, string Separator);
