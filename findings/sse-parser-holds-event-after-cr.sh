#!/usr/bin/env bash
# System.Net.ServerSentEvents 11.0.0: SseParser tells an event that ends in two carriage returns only when a further byte has come.
#
# CR alone ends a line by the HTML standard, so CR CR ends an event. SseParser waits to see whether an LF follows the second one. With LF LF
# and CR LF CR LF it tells at once. On a stream that is quiet until somebody acts (a form to fill in, a run that pauses) the event that asks
# for it stays in the buffer until the next ping, and without pings for ever.
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
using System.IO.Pipelines;
using System.Net.ServerSentEvents;
using System.Text;

foreach (var (name, end) in new[] { ("LF LF", "\n\n"), ("CR LF CR LF", "\r\n\r\n"), ("CR CR", "\r\r") })
{
    var pipe = new Pipe();
    await using var events = SseParser.Create(pipe.Reader.AsStream()).EnumerateAsync().GetAsyncEnumerator();
    await pipe.Writer.WriteAsync(Encoding.ASCII.GetBytes("data: form" + end));
    var told = events.MoveNextAsync().AsTask();
    var isToldAtOnce = await Task.WhenAny(told, Task.Delay(TimeSpan.FromSeconds(3))) == told;
    await pipe.Writer.WriteAsync("d"u8.ToArray());
    await told.WaitAsync(TimeSpan.FromSeconds(30));
    Console.WriteLine($"{name}: {(isToldAtOnce ? "told at once" : "told with the next byte")}");
    pipe.Writer.Complete();
}
CS

dotnet build -v q -nologo > build.log || { cat build.log; exit 1; }
dotnet run --no-build > seen
diff - seen <<'TEXT'
LF LF: told at once
CR LF CR LF: told at once
CR CR: told with the next byte
TEXT
echo 'As described: the event was complete and was held back.'
