import type { Core } from '../core/create-core.ts';
import { AppError } from '../core/domain/app-error.ts';
import { defaultSettings, type Settings, settings as schema } from '../shared/settings.ts';

/** What the person chose, kept in the database; what cannot be read (a newer or older Latchkey wrote it) is as if never chosen. */
export class SettingsFile {
	readonly #kept: Core['settingsText'];

	constructor(kept: Core['settingsText']) {
		this.#kept = kept;
	}

	get(): Settings {
		const kept = parsed(this.#kept.read());
		// One field that does not fit must not cost the others.
		const fitting = Object.entries(schema.shape).flatMap(([name, field]) => {
			const one = field.safeParse(kept[name]);
			return one.success ? [[name, one.data]] : [];
		});
		return schema.parse({ ...defaultSettings, ...Object.fromEntries(fitting) });
	}

	/** Changes some of them; throws REQUEST_INVALID where one cannot be, and then none is changed. */
	change(change: Partial<Settings>): Settings {
		const wanted = schema.safeParse({ ...this.get(), ...change });
		if (!wanted.success) {
			// Not the whole path: a customer's name may stand in it.
			const field = String(wanted.error.issues[0]?.path[0] ?? '');
			throw new AppError('REQUEST_INVALID', { problem: `the setting ${field} cannot be that` });
		}
		this.#kept.write(JSON.stringify(wanted.data));
		return wanted.data;
	}
}

function parsed(text: string | null): Readonly<Record<string, unknown>> {
	try {
		const value: unknown = JSON.parse(text ?? '{}');
		return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
	} catch {
		return {};
	}
}
