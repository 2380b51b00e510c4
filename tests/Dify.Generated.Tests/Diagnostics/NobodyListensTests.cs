using System;
using System.Linq;
using System.Linq.Expressions;
using System.Net.Http;
using System.Reflection;
using Dify.Generated.Tests.Clients;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.Diagnostics;

/// <summary>What telemetry costs when nobody listens. Counted in bytes, which are the same each time, and inside the library, because a
/// whole call allocates for other reasons, too.</summary>
[Collection(NobodyListensCollection.Name)]
public sealed class NobodyListensTests(ITestOutputHelper output)
{
    private const int Rounds = 1000;

    [Fact]
    public void Nothing_is_allocated_for_a_call_or_a_run()
    {
        Action everything = EverythingThatIsTold();
        Measure(everything);
        long alone = Measure(everything);
        long listened;
        using (new TelemetryProbe())
        {
            Measure(everything);
            listened = Measure(everything);
        }

        output.WriteLine($"{Rounds} rounds: {alone} bytes when nobody listens, {listened} when somebody does");
        Assert.Equal(0, alone);

        // The same code, so that the zero is not that of code which does nothing.
        Assert.True(listened > 100 * Rounds, $"{listened} bytes");
    }

    private static long Measure(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < Rounds; round++)
        {
            action();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // Every method through which a call or a run that goes well tells something, one after the other.
    private static Action EverythingThatIsTold()
    {
        Assembly library = typeof(DifyWorkflowClient).Assembly;
        Type type = library.GetType("Dify.Generated.ClientTelemetry", throwOnError: true)!;
        Type callType = library.GetType("Dify.Generated.ApiCall", throwOnError: true)!;
        object telemetry = Activator.CreateInstance(type, new DifyClientOptions { ApiKey = ClientSession.Key })!;
        object call = Activator.CreateInstance(
            callType,
            "stopWorkflowTaskGeneration",
            "POST",
            "application/json",
            Enum.ToObject(library.GetType("Dify.Generated.Repeat", throwOnError: true)!, 0))!;
        MethodInfo[] methods = type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);
        return Expression.Lambda<Action>(Expression.Block(
            [.. new[] { "StartCall", "Repeated", "Succeeded", "StartRun", "FirstEvent", "Resumed", "MeasureRun" }.Select(
                name => Call(methods.Single(method => method.Name == name)))])).Compile();

        Expression Call(MethodInfo method)
        {
            MethodInfo closed = method.IsGenericMethodDefinition ? method.MakeGenericMethod(typeof(HttpResponseMessage)) : method;
            MethodCallExpression called = Expression.Call(Expression.Constant(telemetry), closed, closed.GetParameters().Select(Argument));

            // The span of a call, if there is one, is the call's to end.
            return typeof(IDisposable).IsAssignableFrom(closed.ReturnType)
                ? Expression.Block(Expression.Assign(Span(), called), Expression.IfThen(
                    Expression.NotEqual(Span(), Expression.Constant(null)), Expression.Call(Span(), nameof(IDisposable.Dispose), null)))
                : called;
        }

        MemberExpression Span() => Expression.Property(Expression.Constant(call), "Span");

        Expression Argument(ParameterInfo parameter) => parameter.ParameterType switch
        {
            { } declared when declared == callType => Expression.Constant(call),
            { } declared when declared == typeof(string) => Expression.Constant("executeWorkflow"),
            { } declared => Expression.Default(declared),
        };
    }
}
