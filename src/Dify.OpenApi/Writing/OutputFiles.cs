using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Dify.OpenApi.Documents;

namespace Dify.OpenApi.Writing;

/// <summary>Writes files all together or not at all, and leaves those alone that would not change.</summary>
internal static class OutputFiles
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <returns>The files that changed.</returns>
    public static IReadOnlyList<string> Write(IEnumerable<OutputFile> files)
    {
        var pending = new List<(string Temporary, string Target)>();
        try
        {
            foreach (var file in files)
            {
                var target = Path.GetFullPath(file.Path);
                var bytes = Encoding.GetBytes(file.Content);
                if (IsSame(target, bytes))
                {
                    continue;
                }

                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                var temporary = $"{target}.{Environment.ProcessId}.tmp";
                pending.Add((temporary, target));
                File.WriteAllBytes(temporary, bytes);
            }

            MoveAll(pending);
            return pending.ConvertAll(file => file.Target);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DocumentException(
                pending.Count > 0 ? pending[^1].Target : "output",
                Position.Start,
                Rule.Written,
                $"The file cannot be written: {exception.Message}");
        }
        finally
        {
            pending.ForEach(file => File.Delete(file.Temporary));
        }
    }

    /// <summary>Moves every file into place; when one cannot be moved, the ones before it get their old content back.</summary>
    private static void MoveAll(List<(string Temporary, string Target)> pending)
    {
        var undo = new List<(string Target, byte[]? Before)>();
        try
        {
            foreach (var (temporary, target) in pending)
            {
                var before = File.Exists(target) ? File.ReadAllBytes(target) : null;
                File.Move(temporary, target, overwrite: true);
                undo.Add((target, before));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            foreach (var (target, before) in undo)
            {
                if (before is null)
                {
                    File.Delete(target);
                }
                else
                {
                    File.WriteAllBytes(target, before);
                }
            }

            throw;
        }
    }

    private static bool IsSame(string target, byte[] bytes) =>
        File.Exists(target) && File.ReadAllBytes(target).AsSpan().SequenceEqual(bytes);
}
