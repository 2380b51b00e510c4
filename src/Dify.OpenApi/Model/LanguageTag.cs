using System;

namespace Dify.OpenApi.Model;

/// <summary>The languages as .NET names them: for resources, folders of a package and file names.</summary>
internal static class LanguageTag
{
    public static string Of(Language language) => language switch
    {
        Language.English => "en",
        Language.Japanese => "ja",
        Language.Chinese => "zh-Hans",
        _ => throw new ArgumentOutOfRangeException(nameof(language)),
    };
}
