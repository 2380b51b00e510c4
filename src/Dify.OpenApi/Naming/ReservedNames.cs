using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;

namespace Dify.OpenApi.Naming;

/// <summary>Names that generated code must not take.</summary>
internal static class ReservedNames
{
    private static readonly HashSet<string> Namespaces = new(StringComparer.Ordinal)
    {
        "System", "System.Collections.Generic",
        "System.IO", "System.Linq", "System.Net", "System.Net.Http", "System.Text", "System.Threading", "System.Threading.Tasks",
        "System.Globalization", "System.Diagnostics",
    };

    private static readonly HashSet<string> Types = SystemTypes();

    private static readonly HashSet<string> Keywords = new(
        ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum "
            + "event explicit extern false finally fixed "
        + "float for foreach goto if implicit in int interface internal is lock long namespace new null object operator out override "
            + "params private protected public readonly ref "
        + "return sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe "
            + "ushort using virtual void volatile while").Split(' '),
        StringComparer.Ordinal);

    /// <summary>Variables of the generated methods.</summary>
    private static readonly HashSet<string> Variables = new(StringComparer.Ordinal) { "request", "body", "call", "cancellationToken" };

    private static readonly HashSet<string> Members = new(StringComparer.Ordinal)
    {
        "Equals", "GetHashCode",
        "GetType", "ToString", "MemberwiseClone", "ReferenceEquals", "Finalize", "AdditionalProperties", "ExtensionData",

        // Beside a member of these names, the names of types could not be written out.
        "System", "Newtonsoft", "Dify",
    };

    /// <summary>Members of an open enum's struct.</summary>
    private static readonly HashSet<string> EnumMembers = new(StringComparer.Ordinal)
    {
        "Value",
        "IsKnown",
        "KnownValues",
        "Parse",
        "CompareTo",
        "Converter",
    };

    public static bool IsType(string name) => Types.Contains(name);

    public static bool IsVariable(string name) => Keywords.Contains(name) || Variables.Contains(name);

    public static bool IsMember(string name) => Members.Contains(name);

    public static bool IsEnumMember(string name) => Members.Contains(name) || EnumMembers.Contains(name);

    private static HashSet<string> SystemTypes()
    {
        var assemblies = new[]
        {
            typeof(object).Assembly,
            typeof(HttpClient).Assembly,
            typeof(Uri).Assembly,
            typeof(Enumerable).Assembly,
            typeof(System.Diagnostics.Process).Assembly,
        };
        var names = assemblies
            .SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => type.Namespace is not null && Namespaces.Contains(type.Namespace))
            .Select(type => type.Name.Split('`')[0])
            .ToHashSet(StringComparer.Ordinal);

        // What Newtonsoft.Json and the hand-written half of the library bring.
        names.UnionWith([
            "System",
            "Newtonsoft",
            "Dify",
            "JToken",
            "JObject",
            "JArray",
            "JValue",
            "JsonConverter",
            "JsonSerializer",
            "Response",
            "Request",
            "Files",
            "Body",
            "Data",
            "Result",
            "Event",
            "Error",
            "FileResponse",
            "FileParameter",
        ]);
        return names;
    }
}
