import { defaultSettings, settings as schema } from '../../../shared/settings.ts';
import type { SettingRepository } from '../../ports/store.ts';
import { type Finding, ok, warn, words } from './finding.ts';

/** What runs here. */
export interface Versions {
	readonly latchkey: string;
	readonly node: string;
	readonly sqlite: string;
	/** Such as "linux x64". */
	readonly platform: string;
}

/** Which versions run here. */
export function checkVersion({ latchkey, node, sqlite, platform }: Versions): Finding {
	return ok('version', words`Latchkey ${latchkey} on Node ${node}, SQLite ${sqlite}, ${platform}`);
}

/** Whether what the person chose in the window can be read; names what is not as it was delivered, but no text of theirs. */
export function checkSettings(repository: SettingRepository): Finding {
	const kept = parsed(repository.get('settings'));
	if (kept === null)
		return warn(
			'settings',
			['The settings cannot be read; the delivered ones are used'],
			['Choose them again in the window.'],
		);
	const chosen = Object.entries(schema.shape).filter(
		([name]) => name in kept && JSON.stringify(kept[name]) !== JSON.stringify(Object(defaultSettings)[name]),
	);
	const wrong = chosen.filter(([name, field]) => !field.safeParse(kept[name]).success).map(([name]) => name);
	if (wrong.length > 0) {
		const message = words`Settings that are not understood count as never chosen: ${wrong.join(', ')}`;
		return warn('settings', message, ['Choose them again in the window.']);
	}
	const names = chosen.map(([name]) => name).join(', ');
	return ok('settings', chosen.length === 0 ? ['As delivered'] : words`Chosen by you: ${names}`);
}

function parsed(text: string | null): Readonly<Record<string, unknown>> | null {
	try {
		const value: unknown = JSON.parse(text ?? '{}');
		return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : null;
	} catch {
		return null;
	}
}
