import { words } from '../../words.ts';

const verbs = new Map<string, string>(Object.entries(words.scopes.verbs));
const things = new Map<string, string>(Object.entries(words.scopes.things));

/** "ZohoCRM.modules.READ" as "Read all modules"; null if the scope is not of a known form. */
export function scopeWords(scope: string): string | null {
	const [service, ...rest] = scope.split('.');
	if (service?.toLowerCase() !== 'zohocrm' || rest.length < 2 || rest.length > 3) return null;
	const verb = verbs.get((rest.at(-1) ?? '').toUpperCase());
	const area = (rest[0] ?? '').toLowerCase();
	const part = rest.length === 3 ? rest[1] : undefined;
	const thing = things.get(area);
	if (verb === undefined || thing === undefined) return null;
	if (part === undefined || part === '') return `${verb} ${thing}`;
	if (area === 'modules') return `${verb} ${words.scopes.module(part)}`;
	return area === 'settings' ? `${verb} ${words.scopes.setting(part.replaceAll('_', ' '))}` : null;
}
