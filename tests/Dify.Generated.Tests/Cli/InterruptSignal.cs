using System;
using System.Runtime.InteropServices;

namespace Dify.Generated.Tests.Cli;

/// <summary>What Ctrl+C sends on Unix, and what becomes of it in the processes that are started from here.</summary>
internal static class InterruptSignal
{
    private const int Number = 2;
    private const nint Default = 0;
    private const nint Ignored = 1;

    // More than the structure takes on any platform; the handler is its first member.
    private const int ActionSize = 512;

    /// <summary>A shell that runs the tests in the background has them ignore interrupts, and every process that they start. Those are to
    /// heed them, as at a terminal.</summary>
    public static void Heed()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        nint action = Marshal.AllocHGlobal(ActionSize);
        try
        {
            // A handler of the runtime's own stays: it is not inherited.
            if (GetAction(Number, 0, action) == 0 && Marshal.ReadIntPtr(action) == Ignored)
            {
                SetHandler(Number, Default);
            }
        }
        finally
        {
            Marshal.FreeHGlobal(action);
        }
    }

    [DllImport("libc", EntryPoint = "sigaction")]
    private static extern int GetAction(int signal, nint newAction, nint oldAction);

    [DllImport("libc", EntryPoint = "signal")]
    private static extern nint SetHandler(int signal, nint handler);
}
