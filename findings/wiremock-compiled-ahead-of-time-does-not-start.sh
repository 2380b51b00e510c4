#!/usr/bin/env bash
# WireMock.Net.Minimal 2.21.0, compiled ahead of time: it builds with warnings only, and no server starts. The matcher asks
# RandomDataGenerator.Net 1.0.19.1, by reflection, for random numbers of a probability that nobody has set; none of the types that
# it looks through is in the program, and WireMockServer.Start throws. Keeping the assembly is not enough: RandomizerNumber<double> is made at run time,
# and has to be named, too. With both kept, the same program answers. Needs the native tools that .NET names: a linker and zlib.
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
    <PublishAot>true</PublishAot>
    <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="WireMock.Net.Minimal" Version="[2.21.0]" />
    <RdXmlFile Include="$(Kept)" Condition="'$(Kept)' != ''" />
  </ItemGroup>
</Project>
XML

cat > Program.cs <<'CS'
using System;
using System.Net.Http;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

try
{
    using var server = WireMockServer.Start();
    server.Given(Request.Create().WithPath("/tea")).RespondWith(Response.Create().WithBody("green"));
    using var client = new HttpClient();
    Console.WriteLine(await client.GetStringAsync(server.Url + "/tea"));
}
catch (Exception exception)
{
    Console.WriteLine(exception.GetType().Name);
    Console.WriteLine(exception.Message.Contains("RandomDataGenerator.Randomizers.") ? "for want of a type of RandomDataGenerator" : exception.Message);
}
CS

cat > assembly.xml <<'XML'
<Directives xmlns="http://schemas.microsoft.com/netfx/2013/01/metadata">
  <Application>
    <Assembly Name="RandomDataGenerator" Dynamic="Required All" />
  </Application>
</Directives>
XML

cat > assembly-and-type.xml <<'XML'
<Directives xmlns="http://schemas.microsoft.com/netfx/2013/01/metadata">
  <Application>
    <Assembly Name="RandomDataGenerator" Dynamic="Required All">
      <Type Name="RandomDataGenerator.Randomizers.RandomizerNumber`1[[System.Double,System.Private.CoreLib]]" Dynamic="Required All" />
    </Assembly>
  </Application>
</Directives>
XML

run() { # NAME OF WHAT IS KEPT
  dotnet publish -v q -nologo -o "out$1" ${1:+-p:Kept=$1.xml} > build.log 2>&1 || { cat build.log; exit 1; }
  echo "kept: ${1:-nothing}"
  "./out$1/finding"
}

{ run ''; run assembly; run assembly-and-type; } > seen
diff - seen <<'TEXT'
kept: nothing
WireMockException
for want of a type of RandomDataGenerator
kept: assembly
WireMockException
for want of a type of RandomDataGenerator
kept: assembly-and-type
green
TEXT
echo 'As described.'
