using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using Dify.Generated.Testing;
using Xunit;

namespace Dify.Generated.Tests.Generated;

/// <summary>
/// The listing of the public API shows every break, so nothing may be public that it shows as something else.
/// findings/README.md names what that is.
/// </summary>
public sealed class ListingTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static TheoryData<Type> Anchors => [typeof(DifyWorkflowClient), typeof(DifyTestServer)];

    [Theory]
    [MemberData(nameof(Anchors))]
    public void Nothing_is_public_that_the_listing_shows_as_something_else(Type anchor)
    {
        Assert.Empty(anchor.Assembly.GetExportedTypes().SelectMany(Hidden));
    }

    [Fact]
    public void What_the_listing_hides_is_found()
        => Assert.Equal(4, ((Type[])[typeof(IMaker<>), typeof(Sum)]).SelectMany(Hidden).Count());

    private static IEnumerable<string> Hidden(Type type)
    {
        foreach (Type parameter in type.GetGenericArguments().Where(static parameter => IsOpenToRefStructs(parameter)))
        {
            yield return $"{type} allows ref structs for {parameter}";
        }

        foreach (MethodInfo method in type.GetMethods(Declared).Where(static method => !method.IsPrivate && !method.IsAssembly))
        {
            if (method is { IsStatic: true, IsAbstract: true })
            {
                yield return $"{type}.{method} is static and abstract";
            }

            if (method.IsSpecialName && method.Name.EndsWith("Assignment", StringComparison.Ordinal))
            {
                yield return $"{type}.{method} is a compound assignment";
            }

            if (method.GetParameters().Any(static parameter => parameter.IsDefined(typeof(RequiresLocationAttribute), inherit: false)))
            {
                yield return $"{type}.{method} has a ref readonly parameter";
            }
        }
    }

    private static bool IsOpenToRefStructs(Type parameter)
        => parameter.IsGenericParameter && parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.AllowByRefLike);

    private interface IMaker<T>
        where T : allows ref struct
    {
        static abstract T Make();
    }

    private sealed class Sum
    {
        private int total;

        public void operator +=(int more) => total += more;

        public void Add(ref readonly int more) => total += more;
    }
}
