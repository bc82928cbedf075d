/** The parts that a scope's words are put together from; one catalogue a language. */
export interface ScopeCatalogue {
	readonly verbs: Readonly<Record<string, string>>;
	readonly things: Readonly<Record<string, string>>;
	readonly module: (name: string) => string;
	readonly setting: (name: string) => string;
	/** A verb and what it is done to, in the order of the language. */
	readonly phrase: (verb: string, thing: string) => string;
}

export const englishScopes: ScopeCatalogue = {
	verbs: {
		READ: 'Read',
		CREATE: 'Create',
		UPDATE: 'Change',
		DELETE: 'Delete',
		WRITE: 'Create and change',
		ALL: 'Read, change and delete',
	},
	things: {
		modules: 'all modules',
		settings: 'settings',
		users: 'users',
		org: 'the org',
		bulk: 'records in bulk',
		notifications: 'notifications',
		coql: 'records by query',
		files: 'files',
		share: 'shared records',
		send_mail: 'e-mails',
	},
	module: (name: string) => `records of ${name}`,
	setting: (name: string) => `settings: ${name}`,
	phrase: (verb: string, thing: string) => `${verb} ${thing}`,
};

export const germanScopes: ScopeCatalogue = {
	verbs: {
		READ: 'lesen',
		CREATE: 'anlegen',
		UPDATE: 'ändern',
		DELETE: 'löschen',
		WRITE: 'anlegen und ändern',
		ALL: 'lesen, ändern und löschen',
	},
	things: {
		modules: 'Alle Module',
		settings: 'Einstellungen',
		users: 'Benutzer',
		org: 'Die Org',
		bulk: 'Datensätze in großen Mengen',
		notifications: 'Benachrichtigungen',
		coql: 'Datensätze per Abfrage',
		files: 'Dateien',
		share: 'Geteilte Datensätze',
		send_mail: 'E-Mails',
	},
	module: (name: string) => `Datensätze in ${name}`,
	setting: (name: string) => `Einstellungen (${name})`,
	phrase: (verb: string, thing: string) => `${thing} ${verb}`,
};

/** "ZohoCRM.modules.READ" as "Read all modules"; null if the scope is not of a known form. */
export function scopeWords(scope: string, words: ScopeCatalogue): string | null {
	const [service, ...rest] = scope.split('.');
	if (service?.toLowerCase() !== 'zohocrm' || rest.length < 2 || rest.length > 3) return null;
	const verb = own(words.verbs, (rest.at(-1) ?? '').toUpperCase());
	const area = (rest[0] ?? '').toLowerCase();
	const part = rest.length === 3 ? rest[1] : undefined;
	const thing = own(words.things, area);
	if (verb === undefined || thing === undefined) return null;
	if (part === undefined || part === '') return words.phrase(verb, thing);
	if (area === 'modules') return words.phrase(verb, words.module(part));
	return area === 'settings' ? words.phrase(verb, words.setting(part.replaceAll('_', ' '))) : null;
}

/** The scopes that no other one includes: one for a whole area includes its parts, ALL every verb, WRITE creating and changing. */
export function uncovered(scopes: readonly string[], wider: readonly string[]): readonly string[] {
	return scopes.filter((scope) => !wider.some((wide) => includes(partsOf(wide), partsOf(scope))));
}

interface Parts {
	readonly area: readonly string[];
	readonly verb: string;
}

function partsOf(scope: string): Parts {
	const parts = scope.toLowerCase().split('.');
	return { area: parts.slice(0, -1), verb: parts.at(-1) ?? '' };
}

function includes(wide: Parts, narrow: Parts): boolean {
	const verbs = wide.verb === 'write' ? ['write', 'create', 'update'] : [wide.verb];
	return (
		(wide.verb === 'all' || verbs.includes(narrow.verb)) &&
		wide.area.every((part, place) => part === narrow.area[place])
	);
}

function own(table: Readonly<Record<string, string>>, name: string): string | undefined {
	return Object.hasOwn(table, name) ? table[name] : undefined;
}
