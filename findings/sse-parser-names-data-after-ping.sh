#!/usr/bin/env bash
# System.Net.ServerSentEvents 11.0.0: SseParser gives the data after an event without data the name of that event.
#
# Dify keeps its streams alive with `event: ping` and an empty line, and its events have no `event:` line of their own. The HTML standard
# has a reader forget the name at every empty line, whether or not there was data. SseParser forgets it only when it tells an item, so
# the event after each ping is a `ping`. Who skips pings by their name loses the first event of every stream, and one after each ping.
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
    <PackageReference Include="System.Net.ServerSentEvents" Version="[11.0.0]" />
  </ItemGroup>
</Project>
XML

cat > Program.cs <<'CS'
using System.Net.ServerSentEvents;
using System.Text;

const string Stream = "event: ping\n\ndata: started\n\ndata: text\n\nevent: ping\n\ndata: finished\n\n";
await foreach (var item in SseParser.Create(new MemoryStream(Encoding.UTF8.GetBytes(Stream))).EnumerateAsync())
{
    Console.WriteLine($"{item.EventType}: {item.Data}");
}
CS

dotnet build -v q -nologo > build.log || { cat build.log; exit 1; }
dotnet run --no-build > seen
diff - seen <<'TEXT'
ping: started
message: text
ping: finished
TEXT
echo 'As described: two of three events bear the name of a ping.'
