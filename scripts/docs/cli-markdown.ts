import { type Command, commonOptions, type OptionSpec } from '../../src/cli/command.ts';
import { commands } from '../../src/cli/commands/index.ts';
import { exitCodes, folderNote, written } from '../../src/cli/help.ts';
import { errorTable } from '../../src/shared/error-codes.ts';
import { dataSchema, envelopeSchemas, schemaFile } from './json-schemas.ts';
import { shapeOf } from './shape.ts';
import { files, type Variable, variablesGiven, variablesRead } from './surroundings.ts';

const schemas = envelopeSchemas();

/** docs/cli.md: every command with what it takes, prints and promises, made of the definitions that `--help` is made of. */
export function cliMarkdown(): string {
	return `${[...head(), ...commands.flatMap(section), ...exits(), ...errors(), ...surroundings(), ...jsonOfAll()].join(
		'\n',
	)}\n`;
}

function head(): readonly string[] {
	return [
		'# The command line',
		'',
		'Made of the definitions behind `--help` by `npm run docs:cli`; a test fails where it is out of date.',
		'',
		...rows(
			['Command', 'What it does'],
			commands.map(({ name, summary }) => [`[\`${name}\`](#latchkey-${name.replaceAll(' ', '-')})`, summary]),
		),
		'',
		'Results go to stdout, talk and errors to stderr. On a terminal tables fit its width; in a pipe each row is a line with tabs and no heading.',
		'',
		'Options of every command:',
		'',
		...optionRows(commonOptions),
	];
}

function section(command: Command): readonly string[] {
	const { name, form, summary, notes = [], options, fromFolder, example } = command;
	const schema = schemas.get(name);
	return [
		'',
		`## latchkey ${name}`,
		'',
		...[`${summary}.`, ...notes, ...(fromFolder ? [folderNote] : [])].flatMap((text) => [prose(text), '']),
		...code('', `latchkey ${name} ${form}`.trimEnd()),
		...(Object.keys(options).length > 0 ? ['', ...optionRows(options)] : []),
		'',
		'Example:',
		'',
		...code('sh', example),
		...(schema
			? [
					'',
					`With \`--json\` its \`data\` is ([schema](schemas/${schemaFile(name)})):`,
					'',
					...code('ts', shapeOf(dataSchema(schema))),
				]
			: ['', 'It has no JSON: stdout belongs to the program. With `--json` an error of its own is one envelope.']),
	];
}

function exits(): readonly string[] {
	return [
		'',
		'## Exit codes',
		'',
		...rows(
			['Code', 'Means'],
			exitCodes.map(([number, meaning]) => [String(number), meaning]),
		),
		'',
		"`exec` ends with its program's code: 128 + n where signal n ended it, 127 where it was not found, 126 where it could not be started.",
		'`scan` and `audit` end with 1 where they found something. Of several connections the first failure gives the code.',
	];
}

function errors(): readonly string[] {
	return [
		'',
		'## Errors',
		'',
		'An error has a code, a sentence and a next step; `--json` gives them as `{code, message, hint}`.',
		'',
		...rows(
			['Code', 'Exit', 'Next step'],
			Object.entries(errorTable).map(([name, { exitCode, hint }]) => [`\`${name}\``, String(exitCode), cell(hint)]),
		),
	];
}

function surroundings(): readonly string[] {
	const variables = (list: readonly Variable[]) =>
		rows(
			['Variable', 'Means'],
			list.map(({ name, help }) => [`\`${name}\``, cell(help)]),
		);
	return [
		'',
		'## Environment',
		'',
		...variables(variablesRead),
		'',
		'`exec` sets for its program alone:',
		'',
		...variables(variablesGiven),
		'',
		'## Files',
		'',
		...rows(
			['Where', 'What'],
			files.map(([path, help]) => [cell(path), cell(help)]),
		),
	];
}

function jsonOfAll(): readonly string[] {
	const [[, first] = []] = schemas;
	const named = new Map([...schemas.values()].flatMap(({ $defs = {} }) => Object.entries($defs)));
	return [
		'',
		'## JSON',
		'',
		'`--json` prints one line: an envelope with the same keys for every command. `ok` says whether the exit code is 0; `data` is null where there is an',
		'`error`. A field that comes, goes or changes its meaning raises `schemaVersion`. A `Time` is ISO 8601 in UTC. [schemas](schemas) holds a JSON Schema (2020-12) for each.',
		'',
		...(first
			? code('ts', shapeOf({ ...first, properties: { ...first.properties, data: { $ref: 'DATA | null' } } }))
			: []),
		...[...named]
			.filter(([name]) => name !== 'ErrorCode')
			.flatMap(([name, schema]) => ['', `\`${name}\`:`, '', ...code('ts', shapeOf(schema))]),
		'',
		'An `ErrorCode` is one of those [above](#errors).',
	];
}

function optionRows(options: Readonly<Record<string, OptionSpec>>): readonly string[] {
	return rows(
		['Option', 'Means'],
		Object.entries(options).map(([name, spec]) => [`\`${written(name, spec)}\``, cell(spec.help)]),
	);
}

function rows(headings: readonly string[], cells: readonly (readonly string[])[]): readonly string[] {
	const line = (texts: readonly string[]) => `| ${texts.join(' | ')} |`;
	return [line(headings), `|${'---|'.repeat(headings.length)}`, ...cells.map(line)];
}

function code(language: string, text: string): readonly string[] {
	return [`\`\`\`${language}`, ...text.split('\n'), '```'];
}

/** A text of `--help` in a table. */
function cell(text: string): string {
	return prose(text).replaceAll('|', '\\|');
}

/** A text of `--help`: what Markdown would take for markup stands as it is; `code` stays code. */
function prose(text: string): string {
	return text
		.split(/(`[^`]*`)/)
		.map((part) => (part.startsWith('`') ? part : part.replace(/[<>*\\]/g, '\\$&')))
		.join('');
}
