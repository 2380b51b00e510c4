#!/usr/bin/env bash
# Completion as bash does it: the script that `dify completion bash` prints, called as the shell calls it when Tab is pressed.
# Takes the path of Dify.Cli.dll.
set -euo pipefail
program=$1
dify() { dotnet "$program" "$@"; }

source <(dify completion bash)
[[ "$(complete -p dify)" == *'-F _dify dify' ]] || { echo "bash was not told of _dify: $(complete -p dify)"; exit 1; }

# Completes a line, and compares what bash would offer.
expect() {
  local line=$1 wanted=$2
  read -ra COMP_WORDS <<< "$line"
  if [[ "$line" == *' ' ]]; then COMP_WORDS+=(''); fi
  COMP_LINE=$line COMP_POINT=${#line} COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMPREPLY=()
  _dify || true # The shell does not mind that nothing was found.
  [[ "${COMPREPLY[*]:-}" == "$wanted" ]] || { echo "'$line' is completed by '${COMPREPLY[*]:-}' in place of '$wanted'."; exit 1; }
}

expect 'dify moc' 'mock'
expect 'dify mock --scr' '--script'
expect 'dify completion z' 'zsh'
expect 'dify mock --app k' 'knowledge'
expect 'dify nothing-begins-so' ''

# Whatever is offered is one word, and nothing in it is expanded.
dify() { printf '%s\n' 'two words' '$HOME' '*'; }
expect 'dify ' 'two\ words \$HOME \*'
echo 'completion: ok'
