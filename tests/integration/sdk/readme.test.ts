import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { buildSdk, root, sdkLab } from './sdk-lab.ts';

/** The keychain is a real one (tests/support/with-keyring.sh). */
const noKeyring = !process.env.KEYRING_PID;

const section = /## Use Latchkey as your SDK's token store\n([\s\S]*?)\n## /.exec(
	readFileSync(join(root, 'README.md'), 'utf8'),
);

/** The section's code in a language, to the letter. */
function code(language: 'js' | 'ts'): string {
	const found = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(section?.[1] ?? '')?.[1];
	if (found === undefined) throw new Error(`The README has no ${language} code for the SDK.`);
	return found;
}

/** A folder of scripts as `npm install` leaves it: Latchkey, and one SDK alone. */
function scriptsFolder(built: string, sdk: string): string {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-scripts-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	const modules = join(folder, 'node_modules');
	mkdirSync(join(modules, 'latchkey', 'out'), { recursive: true });
	mkdirSync(join(modules, '@zohocrm'));
	copyFileSync(join(root, 'package.json'), join(modules, 'latchkey', 'package.json'));
	symlinkSync(built, join(modules, 'latchkey', 'out', 'sdk'));
	symlinkSync(join(root, 'node_modules', sdk), join(modules, sdk));
	writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
	return folder;
}

let built: Awaited<ReturnType<typeof buildSdk>>;
beforeAll(async () => {
	built = await buildSdk();
});
afterAll(() => built.remove());

it.skipIf(noKeyring).each([
	['js', '@zohocrm/nodejs-sdk-8.0'],
	['ts', '@zohocrm/typescript-sdk-8.0'],
] as const)("the README's %s code runs as it stands, with %s", async (language, sdk) => {
	const lab = await sdkLab(built.folder);
	await lab.connect('acme-gmbh');
	lab.expire();
	const folder = scriptsFolder(built.folder, sdk);
	const script = join(folder, `script.${language}`);
	writeFileSync(script, code(language));
	// What the README calls Europe is the practice CRM here.
	const { apiUrl, accountsUrl } = lab.environment;
	const europe = join(folder, 'europe.js');
	writeFileSync(
		europe,
		`import * as sdk from '${sdk}';
		const practice = new sdk.Environment('${apiUrl}', '${accountsUrl}/oauth/v2/token', '${apiUrl}');
		sdk.EUDataCenter.PRODUCTION = () => practice;`,
	);
	const ended = await lab.run(script, [], { NODE_OPTIONS: `--import=${europe}` }, folder).over;
	expect(ended).toEqual({ code: 0, stdout: '200\n', stderr: '' });
	expect(lab.tokenCalls('refresh_token')).toBe(1);
	expect(await lab.leaks()).toEqual([]);
});

it("the README's TypeScript code compiles against the types that are built", () => {
	const tsc = (args: readonly string[], cwd: string) =>
		spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...args], { cwd, encoding: 'utf8' })
			.stdout;
	expect(tsc(['-p', 'tsconfig.sdk.json', '--outDir', join(built.folder, 'types')], root)).toBe('');
	const folder = scriptsFolder(built.folder, '@zohocrm/typescript-sdk-8.0');
	writeFileSync(join(folder, 'script.ts'), code('ts'));
	const compilerOptions = {
		target: 'es2023',
		module: 'nodenext',
		strict: true,
		noEmit: true,
		skipLibCheck: true,
		types: ['node'],
	};
	const typeRoots = [join(root, 'node_modules/@types')];
	const config = { compilerOptions: { ...compilerOptions, typeRoots }, files: ['script.ts'] };
	writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
	expect(tsc(['-p', '.'], folder)).toBe('');
});
