import { type Command, commonOptions, type OptionSpec } from '../../src/cli/command.ts';
import { commands } from '../../src/cli/commands/index.ts';
import { exitCodes, folderNote, written } from '../../src/cli/help.ts';
import { wrap } from '../../src/cli/output/wrap.ts';
import { files, variablesGiven, variablesRead } from './surroundings.ts';

/** docs/latchkey.1: the manual page, made of the definitions that `--help` is made of. */
export function manPage(version: string): string {
	return `${[
		`.TH LATCHKEY 1 "" "Latchkey ${version}" "Latchkey"`,
		'.SH NAME',
		"latchkey \\- hold the OAuth connections of many customers' Zoho CRM orgs",
		'.SH SYNOPSIS',
		'.B latchkey',
		'.I COMMAND',
		'.RI [ options ]',
		'.SH DESCRIPTION',
		text(
			'Latchkey keeps refresh tokens and client secrets in the keychain of this computer and everything else in a database that you alone can read. Nothing leaves the computer but calls to the hosts of Zoho. Results go to stdout, talk and errors to stderr.',
		),
		'.SH COMMANDS',
		...commands.flatMap(section),
		'.SH OPTIONS OF EVERY COMMAND',
		...optionList(commonOptions),
		'.SH EXIT STATUS',
		...exitCodes.flatMap(([code, meaning]) => tagged(String(code), meaning)),
		'.P',
		text('exec ends with the code of its program; 127 where it was not found, 126 where it could not be started.'),
		'.SH ENVIRONMENT',
		...variablesRead.flatMap(({ name, help }) => tagged(name, help)),
		'.P',
		text('exec sets for its program alone:'),
		...variablesGiven.flatMap(({ name, help }) => tagged(name, help)),
		'.SH FILES',
		...files.flatMap(([path, help]) => tagged(path, help)),
	].join('\n')}\n`;
}

function section({ name, form, summary, notes = [], options, fromFolder, example }: Command): readonly string[] {
	const paragraphs = [`${summary}.`, ...notes, ...(fromFolder ? [folderNote] : [])];
	return [
		`.SS ${quoted(`latchkey ${name} ${form}`.trimEnd())}`,
		...paragraphs.flatMap((one, at) => (at === 0 ? [text(one)] : ['.P', text(one)])),
		...optionList(options),
		'.P',
		'Example:',
		'.P',
		'.RS 4',
		'.nf',
		...example.split('\n').map(line),
		'.fi',
		'.RE',
	];
}

function optionList(options: Readonly<Record<string, OptionSpec>>): readonly string[] {
	return Object.entries(options).flatMap(([name, spec]) => tagged(written(name, spec), spec.help));
}

function tagged(tag: string, meaning: string): readonly string[] {
	return ['.TP', `.B ${quoted(tag)}`, text(meaning)];
}

/** A paragraph, in lines that an editor shows whole. */
function text(paragraph: string): string {
	return wrap(paragraph, 72).map(line).join('\n');
}

/** What troff would take for a request or an escape stands as it is. */
function line(words: string): string {
	return escaped(words).replace(/^(?=[.'])/, '\\&');
}

/** One argument of a request. */
function quoted(argument: string): string {
	return `"${escaped(argument).replaceAll('"', '\\(dq')}"`;
}

/** The plain dash, grave accent, caret and tilde: unescaped, some systems show typographic ones, which a shell does not take. */
function escaped(words: string): string {
	const signs: Readonly<Record<string, string>> = {
		'\\': '\\e',
		'-': '\\-',
		'`': '\\(ga',
		'^': '\\(ha',
		'~': '\\(ti',
		"'": '\\(aq',
	};
	return words.replace(/[\\\-`^~']/g, (sign) => signs[sign] ?? sign);
}
