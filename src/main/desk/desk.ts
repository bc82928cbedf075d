import { app } from 'electron';
import type { Core } from '../../core/create-core.ts';
import { defaultMinTtlSeconds } from '../../shared/min-ttl.ts';
import type { Settings } from '../../shared/settings.ts';
import type { AppLock } from '../app-lock.ts';
import type { TokenClipboard } from '../token-clipboard.ts';
import type { MainWindow } from '../window/main-window.ts';
import { wordsFor } from '../words.ts';
import { AttentionNotices } from './attention-notices.ts';
import { LookSoon } from './look-soon.ts';
import { DeskTray } from './tray.ts';

/** How long after a change tray and notifications look: what changes together is told together. */
const afterMs = 1500;

interface Parts {
	readonly core: Core;
	readonly window: MainWindow;
	readonly tokenClipboard: TokenClipboard;
	readonly lock: AppLock;
	readonly settings: () => Settings;
}

/** The app on the desktop, outside its window. `changed` makes it look again soon. */
export function startDesk({ core, window, tokenClipboard, lock, settings }: Parts): {
	readonly changed: () => void;
	readonly stop: () => void;
} {
	const copyToken = async (id: string): Promise<void> => {
		try {
			lock.requireOpen();
			await tokenClipboard.put((await core.connections.token(id, defaultMinTtlSeconds, 'person')).accessToken);
		} catch {
			// The connection's status says why.
			window.show();
		}
	};
	const words = () => wordsFor(settings());
	const tray = new DeskTray(
		{
			open: () => window.show(),
			copyToken: (id) => void copyToken(id),
			lock: () => lock.lock(),
			quit: () => app.quit(),
		},
		words,
	);
	const notices = new AttentionNotices(window, () => settings().notifications, words);
	const look = () => {
		const connections = core.connections.list();
		notices.look(connections);
		tray.show({ connections: lock.hidesList ? [] : connections, locked: lock.isLocked });
	};
	const soon = new LookSoon(look, afterMs);
	look();
	return {
		changed: soon.changed,
		stop: () => {
			soon.stop();
			tray.close();
		},
	};
}
