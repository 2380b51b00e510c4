using System;
using System.Collections.Generic;

namespace Dify.Cli.Commands;

/// <summary>For each shell, the script that hands a command line to <c>dify suggest</c> and takes its lines for completions.</summary>
internal static class CompletionScripts
{
    public static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["bash"] = """
            # source <(dify completion bash)
            _dify() {
              local IFS=$'\n'
              COMPREPLY=($(compgen -W "$(dify suggest --position "$COMP_POINT" -- "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
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
                dify suggest --position $position -- "$line" 2>$null | Where-Object { $_ -like "$word*" } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
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
