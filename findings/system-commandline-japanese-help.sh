#!/usr/bin/env bash
# System.CommandLine 3.0.0: help in Japanese is half English, and one of its errors ends in two full stops.
#
# The package brings Japanese texts and picks them by CurrentUICulture. The heading `Description:`, the mark `(REQUIRED)` and the text of
# the help option stay English; the error about a missing command ends in the Japanese full stop and the English one.
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
    <PackageReference Include="System.CommandLine" Version="[3.0.0]" />
  </ItemGroup>
</Project>
XML

cat > Program.cs <<'CS'
using System.CommandLine;
using System.Globalization;

CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ja-JP");
var root = new RootCommand("説明です")
{
    new Option<int>("--count") { HelpName = "N", Description = "回数", Required = true },
    new Command("run", "実行します"),
};
var help = new StringWriter();
root.Parse("--help").Invoke(new InvocationConfiguration { Output = help });
foreach (var line in help.ToString().Split('\n').Where(line => line.Contains(':') || line.Contains("--")))
{
    Console.WriteLine(line.Trim());
}

Console.WriteLine(root.Parse("--count 1").Errors[0].Message);
CS

dotnet build -v q -nologo > build.log || { cat build.log; exit 1; }
dotnet run --no-build > seen
diff - seen <<'TEXT'
Description:
使用法:
オプション:
--count <N> (REQUIRED)  回数
-?, -h, --help          Show help and usage information
--version               バージョン情報を表示する
コマンド:
必要なコマンドが指定されませんでした。.
TEXT
echo 'As described.'
