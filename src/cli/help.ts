import { type Command, commonOptions, type OptionSpec } from './command.ts';
import { commands } from './commands/index.ts';

/** What `latchkey --help` shows. */
export function overview(): readonly string[] {
	const width = Math.max(...commands.map((command) => command.name.length)) + 2;
	return [
		"Latchkey holds the OAuth connections of many customers' Zoho CRM orgs.",
		'',
		'Usage: latchkey COMMAND [options]',
		'',
		...commands.map((command) => `  ${command.name.padEnd(width)}${command.summary}`),
		'',
		'Begin with:',
		'  latchkey practice                      try everything without a Zoho account',
		'  latchkey api-client add --help         make your Zoho API client known',
		'  latchkey connect --api-client NAME     connect an org through the browser',
		'',
		'Every command has --help with an example, and --json for scripts.',
		'Exit codes: 0 ok, 1 failure, 2 usage or cancelled, 4 needs re-auth, 5 limited,',
		'6 keychain locked or missing, 7 network or Zoho down, 8 refused by policy.',
	];
}

/** What `latchkey COMMAND --help` shows. */
export function commandHelp(command: Command): readonly string[] {
	const options = Object.entries<OptionSpec>({ ...command.options, ...commonOptions }).map(([name, spec]) => {
		const left = `${spec.short ? `-${spec.short}, ` : ''}--${name}${spec.value ? ` ${spec.value}` : ''}`;
		return [left, spec.help] as const;
	});
	const width = Math.max(...options.map(([left]) => left.length)) + 2;
	return [
		command.summary,
		'',
		`Usage: latchkey ${command.name} ${command.form}`.trimEnd(),
		'',
		...options.map(([left, help]) => `  ${left.padEnd(width)}${help}`),
		'',
		'Example:',
		...command.example.split('\n').map((line) => `  ${line}`),
	];
}
