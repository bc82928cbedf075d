/** The shells that `latchkey completion` knows. */
export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;

export type Shell = (typeof shells)[number];

/** For each shell the script that asks Latchkey for candidates at a key stroke. No answer is ever run or expanded. */
export const completionScripts: Readonly<Record<Shell, string>> = {
	bash: `# Completion of latchkey for bash 3.2 and newer. In ~/.bashrc: eval "$(latchkey completion bash)"
_latchkey() {
	local kind='' line
	COMPREPLY=()
	while IFS= read -r line; do
		if [[ -z $kind ]]; then kind=$line; else COMPREPLY+=("$line"); fi
	done < <(command latchkey __complete bash "\${COMP_WORDS[@]:1:COMP_CWORD}" 2> /dev/null)
	if [[ $kind == paths ]] && type compopt > /dev/null 2>&1; then compopt -o default; fi
}
complete -F _latchkey latchkey`,

	zsh: `#compdef latchkey
# Completion of latchkey for zsh. In ~/.zshrc, after compinit: eval "$(latchkey completion zsh)"
_latchkey() {
	local -a lines found shown
	local line prefix=''
	lines=("\${(@f)$(command latchkey __complete zsh "\${(@Q)words[2,CURRENT-1]}" "$PREFIX" 2> /dev/null)}")
	if [[ $PREFIX == --*=* ]]; then
		prefix="\${PREFIX%%=*}="
		compset -P '--*='
	fi
	if [[ $lines[1] == paths ]]; then
		_files
		return
	fi
	for line in "\${(@)lines[2,-1]}"; do
		found+=("\${\${line%%$'\\t'*}#$prefix}")
		shown+=("\${\${line%$'\\t'}//$'\\t'/  -- }")
	done
	compadd -l -d shown -a found
}
if [[ "\${funcstack[1]}" == _latchkey ]]; then
	_latchkey "$@"
else
	compdef _latchkey latchkey
fi`,

	fish: `# Completion of latchkey for fish. As a file: latchkey completion fish > ~/.config/fish/completions/latchkey.fish
function __latchkey_complete
	set -l before (commandline -opc)
	set -e before[1]
	set -l current (commandline -ct)
	set -l lines (command latchkey __complete fish $before "$current" 2> /dev/null)
	set -l kind $lines[1]
	set -e lines[1]
	if test "$kind" = paths
		__fish_complete_path "$current"
	else if test (count $lines) -gt 0
		printf '%s\\n' $lines
	end
end
complete -c latchkey -f -a '(__latchkey_complete)'`,

	powershell: `# Completion of latchkey for PowerShell. In $PROFILE: latchkey completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName latchkey -ScriptBlock {
	param($wordToComplete, $commandAst, $cursorPosition)
	$before = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
	$program = Get-Command latchkey -CommandType Application, ExternalScript -ErrorAction SilentlyContinue | Select-Object -First 1
	if (-not $program) { return }
	$lines = @(& $program __complete powershell @before "=$wordToComplete" 2> $null)
	if ($lines.Count -lt 1 -or $lines[0] -ne 'words') { return }
	$lines | Select-Object -Skip 1 | ForEach-Object {
		$text, $shown, $help = $_ -split "\`t", 3
		[System.Management.Automation.CompletionResult]::new($text, $shown, 'ParameterValue', $help)
	}
}`,
};
