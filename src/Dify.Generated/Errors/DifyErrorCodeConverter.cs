namespace Dify.Generated;

/// <summary>Reads and writes a code as its word.</summary>
internal sealed class DifyErrorCodeConverter : OpenValueConverter<DifyErrorCode>
{
    protected override DifyErrorCode Create(string value) => new(value);
}
