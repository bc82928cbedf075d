import { countOauthTokens } from '../../core/adapters/sqlite/count-oauth-tokens.ts';
import { AppError } from '../../core/domain/app-error.ts';
import type { Finding, ScanReport } from '../../core/scan/findings.ts';
import { scan as scanFolders } from '../../core/scan/scan.ts';
import type { Command } from '../command.ts';
import { counted } from '../output/counted.ts';
import { plainText } from '../output/plain-text.ts';

export const scan: Command = {
	name: 'scan',
	form: 'PATH...',
	summary: 'Find Zoho tokens left in plain text in files and folders',
	notes: [
		"Looks for tokens, client secrets beside their client id, and the token files and databases of Zoho's SDKs. Prints where and what, never the secret; the fingerprint tells whether two places hold the same one.",
		'Leaves out node_modules, .git/objects (so not the history of a repository), binary files, files over 10 MB and links, and says how many. SQLite files are searched.',
		'Exit code: 0 nothing was found, 1 something was. What could not be read is named and does not change it.',
	],
	options: {},
	targets: [1, 1000],
	targetsAre: 'path',
	example: 'latchkey scan ~/projects',
	run: async ({ say, warn }, { targets }) => {
		const started = performance.now();
		const report = scanOf(targets);
		for (const { path, problem } of report.skipped.unreadable) warn(`${path} could not be read (${problem})`);
		for (const { path, bytes } of report.skipped.tooBig)
			warn(`${path} was not searched: ${Math.ceil(bytes / 1024 / 1024)} MB is too big`);
		for (const line of summary(report, (performance.now() - started) / 1000)) say(line);
		return {
			data: report,
			lines: report.findings.map(lineOf),
			exitCode: report.findings.length > 0 ? 1 : 0,
		};
	},
};

function scanOf(paths: readonly string[]): ScanReport {
	try {
		return scanFolders(paths, countOauthTokens);
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && 'path' in error)) throw error;
		throw new AppError('USAGE', {
			problem:
				error.code === 'ENOENT'
					? `There is no "${String(error.path)}".`
					: `"${String(error.path)}" cannot be read (${String(error.code)}).`,
			command: 'scan',
		});
	}
}

/** As grep prints it: path, line, what. */
function lineOf({ path, line, kind, fingerprint, records }: Finding): string {
	const place = line === null ? plainText(path) : `${plainText(path)}:${line}`;
	const mark = fingerprint === null ? '' : ` (fingerprint ${fingerprint})`;
	return `${place}: ${wordsOf(kind, records ?? 0)}${mark}`;
}

function wordsOf(kind: Finding['kind'], records: number): string {
	switch (kind) {
		case 'token':
			return 'access, refresh or grant token';
		case 'client-secret':
			return 'client secret beside its client id';
		case 'sdk-file-store':
			return `SDK token file with ${counted(records, 'record')}`;
		case 'sdk-database':
			return `SDK database with ${counted(records, 'record')} in its table oauthtoken`;
		case 'sdk-store-name':
			return 'named like the token store of an SDK; what is in it was not recognised';
	}
}

/** What is said beside the findings, for people. */
function summary({ findings, files, skipped }: ScanReport, seconds: number): readonly string[] {
	const left = [
		['node_modules', skipped.nodeModules],
		['.git/objects', skipped.gitObjects],
		['binary files', skipped.binary],
		['files over 10 MB', skipped.tooBig.length],
		['links', skipped.links],
		['pipes, sockets or devices', skipped.special],
		['unreadable', skipped.unreadable.length],
	] as const;
	const named = left.filter(([, count]) => count > 0).map(([what, count]) => `${what} (${count})`);
	const places = new Set(findings.map(({ path }) => path)).size;
	const found =
		findings.length === 0 ? 'Nothing found' : `${counted(findings.length, 'finding')} in ${counted(places, 'file')}`;
	const hasStore = findings.some(({ kind }) => kind === 'sdk-file-store' || kind === 'sdk-database');
	return [
		`${found}; ${counted(files, 'file')} searched in ${seconds.toFixed(1)} s.`,
		...(named.length > 0 ? [`Not searched: ${named.join(', ')}.`] : []),
		...(findings.length > 0 ? ['Whoever could read it may hold it: revoke it at Zoho, then remove it here.'] : []),
		...(hasStore ? ["`latchkey import sdk-store` takes over what an SDK's store holds, and can remove the file."] : []),
	];
}
