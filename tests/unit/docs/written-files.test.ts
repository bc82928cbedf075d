import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { schemaFolder, writtenFiles } from '../../../scripts/docs/written-files.ts';
import { commands } from '../../../src/cli/commands/index.ts';
import { findCommand } from '../../../src/cli/find-command.ts';
import { parseTyped } from '../../../src/cli/parse-typed.ts';

const root = join(import.meta.dirname, '../../..');
const files = writtenFiles();
const text = (path: string) => files.get(path) ?? '';

describe('what `npm run docs:cli` writes', () => {
	it.each([...files.keys()])('is up to date: %s', (path) => {
		expect(readFileSync(join(root, path), 'utf8') === files.get(path), `run npm run docs:cli: ${path}`).toBe(true);
	});

	it('is all that lies among the schemas', () => {
		const there = readdirSync(join(root, schemaFolder)).map((name) => `${schemaFolder}/${name}`);
		expect(there.filter((path) => !files.has(path))).toEqual([]);
	});

	it.each(commands.map((one) => [one.name, one] as const))('tells of %s and each of its options', (name, command) => {
		const [, section = ''] = text('docs/cli.md').split(`\n## latchkey ${name}\n`);
		const own = section.split('\n## ')[0] ?? '';
		for (const option of Object.keys(command.options)) expect(own).toContain(`--${option}`);
		expect(own).toContain(command.example);
		expect(own).toContain(name === 'exec' ? 'It has no JSON' : '(schemas/');
		expect(text('docs/latchkey.1')).toContain(`.SS "latchkey ${name.replaceAll('-', '\\-')}`);
	});

	it('leads to places that are there', () => {
		const markdown = text('docs/cli.md');
		const anchors = new Set([...markdown.matchAll(/^## (.+)$/gm)].map(([, title = '']) => anchorOf(title)));
		const links = [...markdown.matchAll(/\]\(([^)]+)\)/g)].map(([, to = '']) => to).filter((to) => to !== 'schemas');
		expect(links.length).toBeGreaterThan(commands.length);
		for (const to of links)
			expect(to.startsWith('#') ? anchors.has(to.slice(1)) : files.has(`docs/${to}`), to).toBe(true);
	});
});

describe('the environment variables', () => {
	it('that the command line asks for are all told of', () => {
		const sources = ['src/cli', 'src/core', 'src/sdk'].flatMap((folder) =>
			readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
				.filter((name) => name.endsWith('.ts'))
				.map((name) => readFileSync(join(root, folder, name), 'utf8')),
		);
		const reads = sources.flatMap((source) => [
			...[...source.matchAll(/\benv\.([A-Z][A-Z_]+)/g)].map(([, name]) => name),
			...[...source.matchAll(/\{([A-Z_, ]+)\} = process\.env/g)].flatMap(([, names = '']) => names.trim().split(', ')),
			...[...source.matchAll(/'(ZOHO_[A-Z_]+|LATCHKEY_[A-Z_]+)'/g)].map(([, name]) => name),
		]);
		expect(new Set(reads).size).toBeGreaterThan(12);
		for (const name of new Set(reads)) expect(text('docs/cli.md'), name).toContain(`| \`${name}\` |`);
	});
});

describe('the manual page', () => {
	it.skipIf(process.platform !== 'linux')('is read by man without a warning', () => {
		const read = ['--warnings', '-l', join(root, 'docs/latchkey.1')];
		const shown = execFileSync('man', read, { encoding: 'utf8', env: { ...process.env, MANWIDTH: '80', LC_ALL: 'C' } });
		for (const { example } of commands) for (const line of example.split('\n')) expect(shown).toContain(line);
	});
});

describe('each example', () => {
	it.each(commands.map((one) => [one.name, one] as const))(
		'of %s is a command line that is understood',
		(name, { example }) => {
			const folder = mkdtempSync(join(tmpdir(), 'latchkey-example-'));
			onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
			writeFileSync(join(folder, 'secret.txt'), '');
			mkdirSync(join(folder, '.config/fish/completions'), { recursive: true });
			// A shell splits it; what would run writes its words down instead.
			const log = join(folder, 'log');
			const told = example
				.split('\n')
				.filter((line) => !line.startsWith('Then,'))
				.join('\n');
			const stub = `latchkey() { printf '%s\\0' "$@" >> "$LOG"; printf '\\n' >> "$LOG"; }; curl() { :; }`;
			execFileSync('bash', ['--norc', '-c', `${stub}\n${told}`], {
				cwd: folder,
				env: { PATH: process.env.PATH, HOME: folder, LOG: log },
			});
			const lines = readFileSync(log, 'utf8')
				.split('\0\n')
				.filter(Boolean)
				.map((line) => line.split('\0'));
			const asked = lines.map((line) => findCommand(line, commands));
			expect(asked.map(({ command }) => command?.name)).toContain(name);
			for (const { command, args } of asked) if (command) parseTyped(command, args);
		},
	);
});

/** As GitHub names a heading. */
function anchorOf(title: string): string {
	return title
		.toLowerCase()
		.replaceAll(/[^\w -]/g, '')
		.replaceAll(' ', '-');
}
