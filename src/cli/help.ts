import { type Command, commonOptions, type OptionSpec } from './command.ts';
import { wrap } from './output/wrap.ts';

/** How wide help is where nobody's terminal is narrower. */
const widest = 80;

/** What each exit code means; `exec` gives its program's besides. */
export const exitCodes: readonly (readonly [code: number, meaning: string])[] = [
	[0, 'ok'],
	[1, 'failure'],
	[2, 'usage or cancelled'],
	[4, 'needs re-auth'],
	[5, 'limited'],
	[6, 'keychain locked or missing'],
	[7, 'network or Zoho down'],
	[8, 'refused by policy'],
];

/** What a person must know of a command that takes its connection from the folder. */
export const folderNote =
	'Where no connection is named, the one of the nearest .latchkey file is used, from this folder upwards to your home folder: {"connection": "acme"} or {"customer": "Acme GmbH", "environment": "sandbox"}.';

/** What `latchkey --help` shows. */
export function overview(commands: readonly Command[], columns = widest): readonly string[] {
	return [
		"Latchkey holds the OAuth connections of many customers' Zoho CRM orgs.",
		'',
		'Usage: latchkey COMMAND [options]',
		'',
		...described(
			commands.map(({ name, summary }) => [name, summary]),
			columns,
		),
		'',
		'Begin with:',
		...described(
			[
				['latchkey practice', 'try everything without a Zoho account'],
				['latchkey api-client add --help', 'make your Zoho API client known'],
				['latchkey connect', 'connect an org through the browser'],
			],
			columns,
		),
		'',
		'Every command has --help with an example, and --json for scripts. `latchkey --version` tells the version.',
		`Exit codes: ${exitCodes.map(([code, meaning]) => `${code} ${meaning}`).join(', ')}.`,
	].flatMap((line) => wrap(line, columns));
}

/** What `latchkey --help` shows of commands that begin with the same word, such as `latchkey api-client --help`. */
export function familyHelp(commands: readonly Command[], columns = widest): readonly string[] {
	const [word = ''] = commands[0]?.name.split(' ') ?? [];
	return [
		`Usage: latchkey ${word} COMMAND [options]`,
		'',
		...described(
			commands.map(({ name, summary }) => [name, summary]),
			columns,
		),
		'',
		`Every one has --help with an example: latchkey ${commands[0]?.name ?? word} --help`,
	].flatMap((line) => wrap(line, columns));
}

/** What `latchkey COMMAND --help` shows. */
export function commandHelp(command: Command, columns = widest): readonly string[] {
	const options = Object.entries({ ...command.options, ...commonOptions }).map(
		([name, spec]) => [written(name, spec), spec.help] as const,
	);
	return [
		...wrap(`${command.summary}.`, columns),
		...[...(command.notes ?? []), ...(command.fromFolder ? [folderNote] : [])].flatMap((note) => [
			'',
			...wrap(note, columns),
		]),
		'',
		...wrap(`Usage: latchkey ${command.name} ${command.form}`.trimEnd(), columns, '         '),
		'',
		...described(options, columns),
		'',
		'Example:',
		...command.example.split('\n').map((line) => `  ${line}`.trimEnd()),
	];
}

/** An option as it is typed: `-y, --yes`, `--format FORM`. */
export function written(name: string, { short, value }: OptionSpec): string {
	return `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`;
}

/** Pairs in two columns; the second one is wrapped. A first one that is very long stands alone on its line. */
function described(pairs: readonly (readonly [left: string, right: string])[], columns: number): readonly string[] {
	const longest = 34;
	const width = Math.max(...pairs.map(([left]) => left.length).filter((length) => length <= longest)) + 2;
	const indent = ' '.repeat(width + 2);
	return pairs.flatMap(([left, right]) => {
		const lines = wrap(right, columns - indent.length).map((line) => indent + line);
		if (left.length > longest) return [`  ${left}`, ...lines];
		return [`  ${left.padEnd(width)}${lines[0]?.slice(indent.length) ?? ''}`, ...lines.slice(1)];
	});
}

/** The width of help on a terminal of so many columns; null: a pipe. */
export function helpWidth(terminal: number | null): number {
	return Math.min(widest, Math.max(terminal ?? widest, 48));
}
