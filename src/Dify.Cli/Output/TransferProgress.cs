using System;
using System.Threading.Tasks;
using Spectre.Console;

namespace Dify.Cli.Output;

/// <summary>A bar while a file travels, if somebody watches.</summary>
internal static class TransferProgress
{
    /// <summary>Moves a file under a bar.</summary>
    /// <param name="terminal">Where the bar goes.</param>
    /// <param name="title">What travels.</param>
    /// <param name="length">How many bytes it has; null if nobody knows.</param>
    /// <param name="transfer">Moves the file and reports how many bytes have passed. It gets null if nobody watches.</param>
    public static async Task<TResult> ShowAsync<TResult>(
        Terminal terminal, string title, long? length, Func<IProgress<long>?, Task<TResult>> transfer)
    {
        if (!terminal.ShowsProgress)
        {
            return await transfer(null);
        }

        var bar = new Progress(terminal.Error)
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new DownloadedColumn(),
                new TransferSpeedColumn());
        return await bar.StartAsync(async context =>
        {
            var task = context.AddTask(Markup.Escape(PlainText.OneLine(title)), maxValue: length ?? 1);
            task.IsIndeterminate = length is null;
            var result = await transfer(new TaskProgress(task));
            task.Value = task.MaxValue;
            return result;
        });
    }

    // The platform's own type reports later, on another thread, when the bar may be gone.
    private sealed class TaskProgress(ProgressTask task) : IProgress<long>
    {
        public void Report(long value)
        {
            task.MaxValue = Math.Max(task.MaxValue, value);
            task.Value = value;
        }
    }
}
