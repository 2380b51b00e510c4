# Completion as PowerShell does it: the script that `dify completion powershell` prints, asked as the shell asks it when Tab is pressed.
# Takes the path of a program of the name dify.
param([string] $Program)
$ErrorActionPreference = 'Stop'
$env:PATH = (Split-Path $Program) + [IO.Path]::PathSeparator + $env:PATH
dify completion powershell | Out-String | Invoke-Expression

function Assert-Completion([string] $Line, [string[]] $Wanted) {
    $found = @((TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches | ForEach-Object CompletionText)
    if ("$found" -cne "$Wanted") { throw "'$Line' is completed by '$found' in place of '$Wanted'." }
}

Assert-Completion 'dify moc' 'mock'
Assert-Completion 'dify mock --scr' '--script'
Assert-Completion 'dify completion z' 'zsh'
Assert-Completion 'dify mock --app k' 'knowledge'
Write-Output 'completion in PowerShell: ok'
