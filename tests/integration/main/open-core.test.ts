import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';

const shown = vi.hoisted(() => ({ boxes: [] as unknown[], errors: [] as string[], answer: 1 }));
vi.mock('electron', () => ({
	app: { getVersion: () => '0.0.0', getLocale: () => 'en' },
	dialog: {
		showMessageBox: async (options: unknown) => {
			shown.boxes.push(options);
			return { response: shown.answer };
		},
		showErrorBox: (_title: string, text: string) => void shown.errors.push(text),
	},
}));
vi.mock('../../../src/main/start-keytar.ts', () => ({
	startKeytar: () => {
		throw new Error('The keychain was asked.');
	},
}));

const { openCoreOrExplain } = await import('../../../src/main/open-core.ts');
const { systemPaths } = await import('../../../src/core/adapters/system/paths.ts');
const { openSqliteStore } = await import('../../../src/core/adapters/sqlite/sqlite-store.ts');

const { Network } = await import('../../../src/main/network.ts');

const network = new Network({
	ask: () => {
		throw new Error('The network was asked.');
	},
});

/** A data folder whose database is damaged after a backup was made. */
function damaged({ backup = true } = {}) {
	const home = mkdtempSync(join(tmpdir(), 'latchkey-main-'));
	onTestFinished(() => rmSync(home, { recursive: true, force: true }));
	const paths = systemPaths({ LATCHKEY_HOME: home });
	const store = openSqliteStore(paths.database);
	store.audit.append({ at: 1, act: 'before', connection: null, details: {} });
	if (backup) store.backup(null);
	store.close();
	const bytes = Buffer.alloc(20_000, 0x5a);
	writeFileSync(paths.database, bytes);
	return { home, paths, bytes };
}

describe('the start of the app on a damaged database', () => {
	beforeEach(() => {
		shown.boxes = [];
		shown.errors = [];
	});

	it('S06: offers the newest whole backup, and opens it after a yes', async () => {
		const { home, paths, bytes } = damaged();
		shown.answer = 0;
		const core = await openCoreOrExplain(paths, network);
		expect(core?.audit.list().map(({ act }) => act)).toEqual(['before', 'restored from a backup']);
		await core?.close();
		const [aside = ''] = readdirSync(join(home, 'set-aside'));
		expect(readFileSync(join(home, 'set-aside', aside, 'latchkey.db'))).toEqual(bytes);
		expect(shown.boxes).toMatchObject([{ buttons: ['Restore the backup', 'Quit'], defaultId: 1, cancelId: 1 }]);
		expect(shown.errors).toEqual([]);
	});

	it('S06: changes nothing after a no', async () => {
		const { home, paths, bytes } = damaged();
		shown.answer = 1;
		expect(await openCoreOrExplain(paths, network)).toBeNull();
		expect(readFileSync(paths.database)).toEqual(bytes);
		expect(existsSync(join(home, 'set-aside'))).toBe(false);
	});

	it('S06: says what to do where there is no backup', async () => {
		const { paths } = damaged({ backup: false });
		expect(await openCoreOrExplain(paths, network)).toBeNull();
		expect(shown.boxes).toEqual([]);
		expect(shown.errors[0]).toContain('There is no backup of it');
	});
});
