#!/usr/bin/env bash
# Microsoft.OpenApi.YamlReader 3.11.0 with its own SharpYaml 2.1.5: documents with a colon in a plain scalar between braces are refused.
#
# `servers: [{url: http://localhost/v1}]` is YAML of every version: a colon ends a key only before white space or an indicator. The same
# scalar in block style is read, and YamlDotNet 18.1.0 reads both. It hits addresses, URNs, times of day and scopes such as `read:jobs`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export NUGET_PACKAGES="$folder/packages" DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
mkdir "$folder/app"
cd "$folder/app"

cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.OpenApi.YamlReader" Version="[3.11.0]" />
    <PackageReference Include="YamlDotNet" Version="[18.1.0]" />
  </ItemGroup>
</Project>
XML

cat > Program.cs <<'CS'
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using YamlDotNet.RepresentationModel;

var settings = new OpenApiReaderSettings();
settings.AddYamlReader();
const string Head = "openapi: 3.1.0\ninfo: {title: Jobs, version: '1'}\npaths: {}\n";
foreach (var servers in new[] { "servers:\n  - url: http://localhost/v1\n", "servers: [{url: http://localhost/v1}]\n" })
{
    var result = OpenApiDocument.Parse(Head + servers, "yaml", settings);
    var error = result.Diagnostic?.Errors.FirstOrDefault()?.Message;
    error = error?[error.IndexOf("While", StringComparison.Ordinal)..];
    Console.WriteLine($"YamlReader: {result.Document?.Servers?[0].Url ?? error}");

    var yaml = new YamlStream();
    yaml.Load(new StringReader(Head + servers));
    Console.WriteLine($"YamlDotNet: {yaml.Documents[0].RootNode["servers"][0]["url"]}");
}
CS

dotnet build -v q -nologo > build.log || { cat build.log; exit 1; }
dotnet run --no-build > seen
diff - seen <<'TEXT'
YamlReader: http://localhost/v1
YamlDotNet: http://localhost/v1
YamlReader: While scanning a plain scalar, find unexpected ':'.
YamlDotNet: http://localhost/v1
TEXT
echo 'As described: the second document is refused for its notation.'
