using System;
using System.Collections.Generic;

namespace Dify.Cli.Commands;

/// <summary>
/// For each shell, the script that hands a command line to <c>dify suggest</c> and takes its lines for completions. No shell
/// expands what a line holds.
/// </summary>
internal static class CompletionScripts
{
    public static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["bash"] = """
            # source <(dify completion bash)
            _dify() {
              local found word=${COMP_WORDS[COMP_CWORD]}
              COMPREPLY=()
              while IFS= read -r found; do
                if [[ -n $found && $found == "$word"* ]]; then COMPREPLY+=("$(printf '%q' "$found")"); fi
              done < <(dify suggest --position "$COMP_POINT" -- "$COMP_LINE" 2>/dev/null)
            }
            complete -o default -F _dify dify

            """,
        ["fish"] = """
            # dify completion fish | source
            complete -c dify -a '(dify suggest --position (commandline -C) -- (commandline) 2>/dev/null)'

            """,
        ["powershell"] = """
            # dify completion powershell | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName dify -ScriptBlock {
                param($word, $line, $position)
                dify suggest --position $position -- "$line" 2>$null | Where-Object { $_ -and $_.StartsWith($word) } | ForEach-Object {
                    $text = if ($_ -match '^[\w./:=@%+-]+$') { $_ } else { "'" + $_.Replace("'", "''") + "'" }
                    [System.Management.Automation.CompletionResult]::new($text, $_, 'ParameterValue', $_)
                }
            }

            """,
        ["zsh"] = """
            # source <(dify completion zsh)
            _dify() {
              local -a found
              found=("${(@f)$(dify suggest --position "$CURSOR" -- "$BUFFER" 2>/dev/null)}")
              if [[ -n "${found[1]}" ]]; then compadd -- "${found[@]}"; else _files; fi
            }
            compdef _dify dify

            """,
    };
}
