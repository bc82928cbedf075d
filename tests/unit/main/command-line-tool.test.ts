import { execFileSync } from 'node:child_process';
import {
	chmodSync,
	copyFileSync,
	existsSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { CommandLineTool, type Surroundings } from '../../../src/main/command-line/command-line-tool.ts';
import { appImageOf, isLauncher, launcherText } from '../../../src/main/command-line/launcher.ts';

/** A person's folder, and an installation of Latchkey whose paths are as odd as paths can be. */
function open(more: Partial<Surroundings> = {}) {
	const place = mkdtempSync(join(tmpdir(), 'latchkey-tool-'));
	onTestFinished(() => rmSync(place, { recursive: true, force: true }));
	const home = join(place, 'home');
	const installation = join(place, `it's "$(touch PWNED)" \`odd\` $HOME`);
	mkdirSync(home);
	mkdirSync(installation);
	const script = join(installation, 'latchkey.cjs');
	writeFileSync(
		script,
		'console.log(JSON.stringify([process.argv.slice(2), process.env.ELECTRON_RUN_AS_NODE ?? null]))',
	);
	const around: Surroundings = {
		...{ platform: 'linux', env: { PATH: '/usr/bin' }, home, node: process.execPath, isElectron: false },
		...{ script, program: script, shared: join(place, 'shared') },
		...more,
	};
	return { place, home, around, tool: new CommandLineTool(around), file: join(home, '.local/bin/latchkey') };
}

/** Runs a launcher from a folder of its own, where a word that is run would leave a file. */
function run(file: string, args: readonly string[], cwd: string): unknown {
	const answer: unknown = JSON.parse(
		execFileSync(file, args, { cwd, encoding: 'utf8', env: { PATH: '/usr/bin:/bin' } }),
	);
	expect(readdirSync(cwd).filter((name) => name.includes('PWNED') && !name.includes('touch'))).toEqual([]);
	return answer;
}

it('is put into the folder of the person, starts this installation, and can be taken away', () => {
	const { place, tool, file, around } = open();
	expect(tool.view()).toEqual({
		...{ state: 'absent', path: '~/.local/bin/latchkey', folder: '~/.local/bin', onPath: false },
	});
	expect(tool.install()).toMatchObject({ state: 'installed', onPath: false });
	const odd = ['list', "it's", '$(touch PWNED)', 'a  b', ''];
	expect(run(file, odd, place)).toEqual([odd, null]);
	expect(new CommandLineTool({ ...around, env: { PATH: `/usr/bin:${join(file, '..')}/` } }).view().onPath).toBe(true);
	expect(tool.install().state).toBe('installed');
	expect(tool.remove().state).toBe('absent');
	expect(existsSync(file)).toBe(false);
	expect(tool.remove().state).toBe('absent');
});

it('runs Electron as a plain Node', () => {
	const { place, tool, file } = open({ isElectron: true });
	tool.install();
	expect(run(file, ['x'], place)).toEqual([['x'], '1']);
});

it('starts an AppImage by its file, wherever that is mounted this time', () => {
	const { place, around } = open({ isElectron: true });
	const mount = (name: string) => {
		const root = join(place, name);
		mkdirSync(join(root, "it's", 'bin'), { recursive: true });
		copyFileSync(around.script, join(root, "it's/bin/latchkey.cjs"));
		return root;
	};
	const [now, later] = [mount('mount-1'), mount('mount-2')];
	const image = join(place, "Latchkey's 1.0.AppImage");
	// As the runtime does: it says where it mounted itself, and starts what is in there.
	writeFileSync(image, `#!/bin/sh\nAPPIMAGE="$0" APPDIR='${later}' exec '${process.execPath}' "$@"\n`, { mode: 0o755 });
	const script = join(now, "it's/bin/latchkey.cjs");
	const env = { PATH: '/usr/bin', APPIMAGE: image, APPDIR: now };
	const tool = new CommandLineTool({ ...around, env, script, appImage: appImageOf(script, env) });
	expect(tool.install().state).toBe('installed');
	const file = join(around.home, '.local/bin/latchkey');
	expect(readFileSync(file, 'utf8')).not.toContain('mount-1');
	rmSync(now, { recursive: true });
	const odd = ['token', '--json', "it's", '$(touch PWNED)', '-e', ''];
	expect(run(file, odd, place)).toEqual([odd, '1']);
	const [elsewhere, again] = [join(later, "it's/bin/latchkey.cjs"), { ...env, APPDIR: later }];
	const next = new CommandLineTool({
		...around,
		env: again,
		script: elsewhere,
		appImage: appImageOf(elsewhere, again),
	});
	expect(next.view().state).toBe('installed');
});

it('takes no AppImage of another program for its own', () => {
	const env = { APPIMAGE: '/apps/terminal.AppImage', APPDIR: '/tmp/.mount_termAb' };
	expect(appImageOf('/opt/latchkey/bin/latchkey.cjs', env)).toBeNull();
	expect(appImageOf('/tmp/.mount_termAbc/bin/latchkey.cjs', env)).toBeNull();
	expect(appImageOf('/tmp/.mount_termAb/bin/latchkey.cjs', { ...env, APPIMAGE: 'terminal.AppImage' })).toBeNull();
	expect(appImageOf('/tmp/.mount_termAb/bin/latchkey.cjs', { APPIMAGE: env.APPIMAGE })).toBeNull();
});

it.each([
	['a program', (file: string) => writeFileSync(file, '#!/bin/sh\necho other\n')],
	['an empty file', (file: string) => writeFileSync(file, '')],
	['bytes', (file: string) => writeFileSync(file, Buffer.alloc(100_000, 0xff))],
	['a link that leads nowhere', (file: string) => symlinkSync('/nowhere/at/all', file)],
	['a folder', (file: string) => mkdirSync(file)],
])('never changes %s of somebody else', (_, put) => {
	const { tool, file } = open();
	mkdirSync(join(file, '..'), { recursive: true });
	put(file);
	const look = () => [lstatSync(file).mtimeMs, lstatSync(file).size, lstatSync(file).mode];
	const before = look();
	expect(tool.view().state).toBe('taken');
	const refusal = expect.objectContaining({
		code: 'COMMAND_LINE_REFUSED',
		details: { path: '~/.local/bin/latchkey', problem: 'another program is there' },
	});
	expect(() => tool.install()).toThrow(refusal);
	expect(() => tool.remove()).toThrow(refusal);
	expect(look()).toEqual(before);
	expect(readdirSync(join(file, '..'))).toEqual(['latchkey']);
});

it('never writes through a link to a launcher of its own', () => {
	const { home, tool, file } = open();
	tool.install();
	const elsewhere = join(home, 'elsewhere');
	writeFileSync(elsewhere, readFileSync(file));
	tool.remove();
	symlinkSync(elsewhere, file);
	expect(tool.view().state).toBe('taken');
	expect(() => tool.install()).toThrow('another program is there');
});

it('renews the launcher of another installation, and takes it away', () => {
	const { place, tool, file, around } = open();
	new CommandLineTool({ ...around, script: '/gone/latchkey.cjs' }).install();
	expect(tool.view().state).toBe('outdated');
	expect(tool.install().state).toBe('installed');
	expect(run(file, ['list'], place)).toEqual([['list'], null]);
	expect(readdirSync(join(file, '..'))).toEqual(['latchkey']);
	new CommandLineTool({ ...around, script: '/gone/latchkey.cjs' }).install();
	expect(tool.remove().state).toBe('absent');
});

it('says so where the folder cannot be written, or there is nothing to start', () => {
	const { home, tool, around } = open();
	const lacks = new CommandLineTool({ ...around, program: '/not/built' });
	expect(() => lacks.install()).toThrow('it is not built here');
	// A file where the folder should be: as good as no permission, which a test that runs as root would have.
	writeFileSync(join(home, '.local'), '');
	expect(tool.view().state).toBe('absent');
	expect(() => tool.install()).toThrow(/it cannot be written \((EEXIST|ENOTDIR)\)|another program is there/);
});

it('takes the folder of all users on macOS where it may, and stays with the one that has it', () => {
	const { around, home } = open({ platform: 'darwin' });
	const view = () => new CommandLineTool(around).view().path;
	expect(view()).toBe('~/.local/bin/latchkey');
	mkdirSync(around.shared ?? '');
	expect(view()).toBe(join(around.shared ?? '', 'latchkey'));
	const own = join(home, '.local/bin');
	mkdirSync(own, { recursive: true });
	writeFileSync(join(own, 'latchkey'), launcherText(around));
	expect(new CommandLineTool(around).view()).toMatchObject({ path: '~/.local/bin/latchkey', state: 'installed' });
	chmodSync(own, 0o755);
});

it('is a .cmd in a folder of its own on Windows, which keeps percent signs', () => {
	const { around, home } = open({ platform: 'win32', isElectron: true });
	const env = { LOCALAPPDATA: join(home, 'Local') };
	const tool = new CommandLineTool({ ...around, env });
	expect(tool.view()).toMatchObject({
		state: 'absent',
		onPath: false,
		path: join('~', 'Local/Latchkey/bin/latchkey.cmd'),
	});
	expect(tool.install().state).toBe('installed');
	const text = launcherText({ ...around, node: 'C:\\100%\\electron.exe', script: 'C:\\x\\latchkey.cjs' });
	expect(text).toContain('\r\nset ELECTRON_RUN_AS_NODE=1\r\n"C:\\100%%\\electron.exe" "C:\\x\\latchkey.cjs" %*\r\n');
	expect(isLauncher(text)).toBe(true);
});
