using System.Collections.Generic;
using Xunit;

namespace Dify.Generated.Tests.Generated;

/// <summary>The assemblies that every rule is tested on.</summary>
public sealed class TheoryDataOfAssemblies : TheoryData<GeneratedAssembly>
{
    public TheoryDataOfAssemblies(IEnumerable<GeneratedAssembly> assemblies)
    {
        foreach (GeneratedAssembly assembly in assemblies)
        {
            Add(assembly);
        }
    }
}
