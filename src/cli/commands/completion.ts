import { AppError } from '../../core/domain/app-error.ts';
import type { Command } from '../command.ts';
import { completionScripts, shells } from '../complete/scripts.ts';

export const completion: Command = {
	name: 'completion',
	form: shells.join(' | '),
	summary: 'Print a script that lets your shell complete command lines',
	notes: [
		'It completes commands, options and their values, and the names in your database: aliases, customers, tags, API clients, data centers. It asks neither the network nor the keychain. Names with control characters or direction marks are left out; all others are quoted for the shell.',
		'PowerShell, in $PROFILE: latchkey completion powershell | Out-String | Invoke-Expression',
	],
	options: {},
	targets: [1, 1],
	targetsAre: shells,
	example:
		'eval "$(latchkey completion bash)"   # in ~/.bashrc; zsh: the same in ~/.zshrc\nlatchkey completion fish > ~/.config/fish/completions/latchkey.fish',
	run: async (_session, { targets: [target = ''] }) => {
		const shell = shells.find((one) => one === target);
		if (!shell)
			throw new AppError('USAGE', { problem: `Say which shell: ${shells.join(', ')}.`, command: 'completion' });
		const script = completionScripts[shell];
		return { data: { shell, script }, lines: [script] };
	},
};
