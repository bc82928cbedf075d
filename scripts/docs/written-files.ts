import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cliMarkdown } from './cli-markdown.ts';
import { completionGrammar } from './completion-grammar.ts';
import { envelopeSchemas, schemaFile } from './json-schemas.ts';
import { manPage } from './man-page.ts';

const root = join(import.meta.dirname, '../..');

/** The folder that holds nothing but written files. */
export const schemaFolder = 'docs/schemas';

/** The text of every file that is written, by its path from the root of the project. */
export function writtenFiles(): ReadonlyMap<string, string> {
	const { version }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
	const schemas = [...envelopeSchemas()].map(
		([command, schema]) =>
			[
				`${schemaFolder}/${schemaFile(command)}`,
				`${JSON.stringify({ title: `latchkey ${command} --json`, ...schema }, null, '\t')}\n`,
			] as const,
	);
	const grammar = `${JSON.stringify(completionGrammar(), null, '\t')}\n`;
	return new Map([
		['docs/cli.md', cliMarkdown()],
		['docs/latchkey.1', manPage(version)],
		['src/cli/complete/grammar.json', grammar],
		...schemas,
	]);
}
