import type { MenuItemConstructorOptions } from 'electron';
import { beforeEach, expect, it, vi } from 'vitest';
import { AttentionNotices } from '../../../src/main/desk/attention-notices.ts';
import { DeskTray } from '../../../src/main/desk/tray.ts';
import { en } from '../../../src/main/languages/en.ts';
import type { MainWindow } from '../../../src/main/window/main-window.ts';
import type { ConnectionView } from '../../../src/shared/views.ts';
import { records } from '../../../tools/chromium-shell/records.ts';
import { connection } from '../renderer/fixtures.ts';

vi.mock('electron', async () => {
	const { Notification, Tray } = await import('../../../tools/chromium-shell/desktop.ts');
	const { nativeImage } = await import('../../../tools/chromium-shell/native-image.ts');
	return { Notification, Tray, nativeImage, Menu: { buildFromTemplate: (items: unknown) => items } };
});

beforeEach(() => {
	records.notifications.length = 0;
	records.trays.length = 0;
});

const minute = 60_000;
const needing = (id: string): ConnectionView => connection({ id, alias: `secret-name-${id}`, status: 'needs_reauth' });

function notices({ wanted = true, focused = false } = {}) {
	const window = { browserWindow: { isFocused: () => focused }, show: vi.fn() } as unknown as MainWindow;
	const at = new AttentionNotices(
		window,
		() => wanted,
		() => en,
	);
	return { look: at.look.bind(at), window };
}

it('one notification tells of all that newly need attention, without a name', () => {
	const { look, window } = notices();
	look([needing('a'), connection()], 0);
	expect(records.notifications).toEqual([]);
	look([needing('a'), needing('b'), needing('c'), connection()], 1000);
	expect(records.notifications).toMatchObject([{ title: '2 connections need attention' }]);
	expect(JSON.stringify(records.notifications)).not.toContain('secret-name');
	const [shown] = records.notifications;
	(shown as { emit: (event: string) => void }).emit('click');
	expect(window.show).toHaveBeenCalled();
});

it('what comes up shortly after waits for the next one, and what was mended is not told', () => {
	const { look } = notices();
	look([], 0);
	look([needing('a')], 1000);
	look([needing('a'), needing('b')], 2000);
	look([needing('a'), needing('b'), needing('c')], 3000);
	look([needing('a'), needing('c')], 4000);
	expect(records.notifications).toHaveLength(1);
	look([needing('a'), needing('c')], 6 * minute);
	expect(records.notifications).toMatchObject([{}, { title: '1 connection needs attention' }]);
	look([needing('a'), needing('c')], 20 * minute);
	expect(records.notifications).toHaveLength(2);
});

it('nothing is told where it is off, nor what the person has before them, also not later', () => {
	for (const circumstances of [{ wanted: false }, { focused: true }]) {
		const { look } = notices(circumstances);
		look([], 0);
		look([needing('a')], 1000);
		look([needing('a')], 20 * minute);
	}
	expect(records.notifications).toEqual([]);
});

function trayOf(connections: readonly ConnectionView[], locked = false) {
	const acts = { open: vi.fn(), copyToken: vi.fn(), lock: vi.fn(), quit: vi.fn() };
	new DeskTray(acts, () => en).show({ connections, locked });
	const [made] = records.trays as { menu: MenuItemConstructorOptions[]; toolTip: string }[];
	const items = made?.menu ?? [];
	const click = (id: string) =>
		Reflect.apply(items.find((item) => item.id === id)?.click ?? (() => undefined), null, []);
	return { acts, click, labels: items.flatMap(({ label }) => label ?? []), toolTip: made?.toolTip };
}

it('the tray counts what needs attention and copies the tokens of pinned connections that have one', () => {
	const { labels, toolTip, click, acts } = trayOf([
		needing('a'),
		connection({ id: 'b', alias: 'acme', pinned: true }),
		connection({ id: 'c', alias: 'plain' }),
		connection({ id: 'd', alias: 'gone', pinned: true, status: 'revoked' }),
	]);
	expect(toolTip).toBe('1 connection needs attention');
	expect(labels).toEqual([
		...['Open Latchkey', '1 connection needs attention'],
		...['Copy token: \u2068acme\u2069', 'Lock', 'Quit Latchkey'],
	]);
	click('copy-b');
	click('lock');
	expect(acts.copyToken).toHaveBeenCalledWith('b');
	expect(acts.lock).toHaveBeenCalled();
});

it('the tray of a locked app names no connection', () => {
	const { labels, toolTip } = trayOf([connection({ id: 'b', alias: 'acme', pinned: true })], true);
	expect(labels).toEqual(['Open Latchkey (locked)', 'Lock', 'Quit Latchkey']);
	expect(toolTip).toBe('Latchkey, locked');
});

it('a hostile name stays one short line of the menu', () => {
	const alias = `a&b\n\u202e${'x'.repeat(4000)}`;
	const { labels } = trayOf([connection({ id: 'b', alias, pinned: true })]);
	const label = labels.find((each) => each.startsWith('Copy token'));
	expect(label).toContain('a&&bx');
	expect(label).not.toMatch(/[\n\u202e]/);
	expect(label?.length).toBeLessThan(70);
});
