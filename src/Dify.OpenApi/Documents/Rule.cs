namespace Dify.OpenApi.Documents;

/// <summary>The rules that a document can break, with the numbers that messages carry.</summary>
internal static class Rule
{
    public const string Readable = "DIFY101";
    public const string Encoding = "DIFY102";
    public const string Bounded = "DIFY103";
    public const string Yaml = "DIFY104";
    public const string Json = "DIFY105";
    public const string UniqueKeys = "DIFY106";
    public const string PageHoldsDocument = "DIFY107";
    public const string Version = "DIFY110";
    public const string NoLossFrom31 = "DIFY111";
    public const string Valid = "DIFY112";
    public const string Language = "DIFY113";
    public const string Understood = "DIFY114";
    public const string Structure = "DIFY120";
    public const string ReferenceExists = "DIFY121";
    public const string NoEndlessReference = "DIFY122";
    public const string UniqueOperations = "DIFY123";
    public const string KnownMediaType = "DIFY124";
    public const string KnownStatus = "DIFY125";
    public const string KnownParameter = "DIFY126";
    public const string CommittedStream = "DIFY127";
    public const string PlainName = "DIFY128";
    public const string DecidedDifference = "DIFY201";
    public const string OneAddress = "DIFY202";
    public const string UniqueNames = "DIFY301";
    public const string WholeImport = "DIFY401";
    public const string Corrected = "DIFY402";
    public const string Written = "DIFY501";
    public const string Released = "DIFY502";
    public const string DocumentationReadable = "DIFY601";
    public const string DocumentationComplete = "DIFY602";
    public const string Untranslated = "DIFY603";
    public const string Unexpected = "DIFY999";
}
