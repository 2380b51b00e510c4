using System;
using System.CommandLine;
using Dify.Benchmarks.Children;

namespace Dify.Benchmarks.Commands;

/// <summary><c>child</c>: a part of an experiment that needs a process of its own.</summary>
internal static class ChildCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name");
        var arguments = new Argument<string[]>("arguments") { Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("child", "A part of an experiment, in a process of its own.") { name, arguments };
        command.Hidden = true;
        command.SetAction(async (result, _) =>
        {
            Console.WriteLine(await AllChildren.RunAsync(result.GetValue(name)!, result.GetValue(arguments) ?? []));
            return 0;
        });
        return command;
    }
}
