#!/usr/bin/env bash
# PublicApiGenerator 11.5.4: members of newer C# are listed as something else, so that breaking changes do not show in the listing.
#
# - `static abstract T Make()` of an interface is listed as `T Make()`: turning one into the other breaks implementers, and no line changes.
# - `where T : allows ref struct` is not listed; taking it away breaks callers.
# - A compound assignment operator is listed as a method `op_AdditionAssignment`, and `ref readonly` as `ref` with an attribute.
# - A property of an extension block loses its `?`, and its accessor is listed beside the block as a method of its own.
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
    <PackageReference Include="PublicApiGenerator" Version="[11.5.4]" />
  </ItemGroup>
</Project>
XML

cat > Program.cs <<'CS'
using PublicApiGenerator;

var options = new ApiGeneratorOptions { IncludeAssemblyAttributes = false, AllowNamespacePrefixes = ["Sample"] };
Console.WriteLine(typeof(Sample.Words).Assembly.GeneratePublicApi(options));

namespace Sample
{
    public interface IMaker<T>
        where T : allows ref struct
    {
        static abstract T Make();
    }

    public class Sum
    {
        public void operator +=(int more)
        {
        }

        public void Add(ref readonly int more)
        {
        }
    }

    public static class Words
    {
        extension<T>(IEnumerable<T> items)
            where T : class
        {
            public T? FirstItem => null;
        }
    }
}
CS

dotnet build -v q -nologo > build.log || { cat build.log; exit 1; }
dotnet run --no-build > seen
diff -b - seen <<'TEXT'
namespace Sample
{
    public interface IMaker<T>
    {
        T Make();
    }
    public class Sum
    {
        public Sum() { }
        public void Add([System.Runtime.CompilerServices.RequiresLocation] ref int more) { }
        public void op_AdditionAssignment(int more) { }
    }
    public static class Words
    {
        public static T? get_FirstItem<T>(System.Collections.Generic.IEnumerable<T> items)
            where T :  class { }
        extension<T>(System.Collections.Generic.IEnumerable<T> items)
            where T :  class
        {
            public T FirstItem { get; }
        }
    }
}
TEXT
echo 'As described.'
