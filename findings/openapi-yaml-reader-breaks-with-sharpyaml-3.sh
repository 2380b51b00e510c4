#!/usr/bin/env bash
# Microsoft.OpenApi.YamlReader 3.11.0 with SharpYaml 3.17.0: every YAML document ends in a MissingMethodException.
#
# The reader asks for SharpYaml 2.1.5 "or later", and was compiled against a constructor that SharpYaml 3 no longer has. Nothing warns: the
# restore succeeds, the build succeeds, JSON documents are read. It happens to whoever uses a package that needs SharpYaml 3 in the
# same program, or lifts all indirect packages to their newest versions. WireMock.Net.OpenApiParser 2.21.0 breaks in the same way.
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
    <PackageReference Include="SharpYaml" Version="[3.17.0]" />
  </ItemGroup>
</Project>
XML

cat > Program.cs <<'CS'
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

var settings = new OpenApiReaderSettings();
settings.AddYamlReader();
Read("json", """{"openapi":"3.1.0","info":{"title":"Jobs","version":"1"},"paths":{}}""");
Read("yaml", "openapi: 3.1.0\ninfo:\n  title: Jobs\n  version: '1'\npaths: {}\n");

void Read(string format, string text)
{
    try
    {
        Console.WriteLine($"{format}: {OpenApiDocument.Parse(text, format, settings).Document?.Info.Title}");
    }
    catch (Exception exception)
    {
        Console.WriteLine($"{format}: {exception.GetType().Name}: {exception.Message}");
    }
}
CS

dotnet build -v q -nologo > build.log || { cat build.log; exit 1; }
dotnet run --no-build > seen
diff - seen <<'TEXT'
json: Jobs
yaml: MissingMethodException: Method not found: 'Void SharpYaml.Parser`1..ctor(!0, Int32)'.
TEXT
sed -i 's/Include="SharpYaml" Version="\[3.17.0\]"/Include="SharpYaml" Version="[2.1.5]"/' finding.csproj
dotnet build -v q -nologo > build.log || { cat build.log; exit 1; }
dotnet run --no-build > seen
diff - seen <<'TEXT'
json: Jobs
yaml: Jobs
TEXT
echo 'As described: with SharpYaml 2.1.5 the same program reads both.'
