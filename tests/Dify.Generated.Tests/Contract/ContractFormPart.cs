using System.Text;

namespace Dify.Generated.Tests.Contract;

/// <summary>A part of a multipart form.</summary>
internal sealed record ContractFormPart(string Name, string? FileName, string? ContentType, byte[] Content)
{
    public string Text => Encoding.UTF8.GetString(Content);
}
