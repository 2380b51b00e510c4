using System;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Cli.Output;

/// <summary>Whoever sits at the terminal and can be asked.</summary>
/// <param name="readLine">Reads a line; null at its end.</param>
/// <param name="readSecret">Reads a line that is not shown; null at its end.</param>
internal sealed class Keyboard(Func<string?> readLine, Func<string?> readSecret)
{
    public static Keyboard OfConsole { get; } = new(Console.ReadLine, ReadWithoutEcho);

    public Task<string?> ReadLineAsync(CancellationToken cancellationToken) =>
        Task.Run(readLine, cancellationToken).WaitAsync(cancellationToken);

    public Task<string?> ReadSecretAsync(CancellationToken cancellationToken) =>
        Task.Run(readSecret, cancellationToken).WaitAsync(cancellationToken);

    private static string? ReadWithoutEcho()
    {
        var text = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                text.Length = Math.Max(0, text.Length - 1);
            }
            else if (key.KeyChar == '\u0004')
            {
                return null;
            }
            else if (!char.IsControl(key.KeyChar))
            {
                text.Append(key.KeyChar);
            }
        }

        return text.ToString();
    }
}
