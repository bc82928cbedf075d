import { csvRow } from '../../core/export/csv-row.ts';
import { plainJson } from '../../core/export/plain-json.ts';
import type { ListForm } from '../../shared/list-forms.ts';
import type { ConnectionView, DataCenterView } from '../../shared/views.ts';
import type { MainWords } from '../languages/en.ts';

/** What a list says of where its connections are, and in which words. */
interface Around {
	readonly dataCenters: readonly DataCenterView[];
	readonly words: Pick<MainWords, 'list' | 'statuses' | 'environments'>;
}

/** Without it Excel takes UTF-8 for the computer's old code page. */
const byteOrderMark = '\ufeff';

/**
 * A list of connections to hand around, in the order given. It is made of what the window may see, so there is no secret in it; notes, tags and
 * colours are the person's own and stay here. CSV is for people and speaks their language; JSON is for programs and keeps the values of `list --json`.
 */
export function listFile(form: ListForm, connections: readonly ConnectionView[], around: Around): string {
	return form === 'csv' ? csv(connections, around) : json(connections);
}

/** Every text in quotes, and none that a spreadsheet would run (csv-row.ts). Times are UTC; scopes stand in one cell. */
function csv(connections: readonly ConnectionView[], { dataCenters, words }: Around): string {
	const names = new Map(dataCenters.map(({ id, name }) => [id, name]));
	const { columns } = words.list;
	const { alias, org, orgId, customer, dataCenter, environment, status, user, scopes, checked } = columns;
	const heading = [alias, org, orgId, customer, dataCenter, environment, status, user, scopes, checked];
	const rows = connections.map((one) => [
		...[one.alias, one.org.name, one.org.id, one.customer ?? '', names.get(one.dataCenter) ?? one.dataCenter],
		...[words.environments[one.environment], words.statuses[one.status], one.user.email],
		...[one.scopes.join(' '), one.lastCheckedAt ?? ''],
	]);
	return byteOrderMark + [heading, ...rows].map((row) => `${csvRow(row)}\r\n`).join('');
}

/** One connection a line. */
function json(connections: readonly ConnectionView[]): string {
	const lines = connections.map(
		({ id, alias, org, customer, dataCenter, environment, status, user, scopes, lastCheckedAt, practice }) =>
			plainJson({ id, alias, org, customer, dataCenter, environment, status, user, scopes, lastCheckedAt, practice }),
	);
	return lines.length === 0 ? '[]\n' : `[\n${lines.join(',\n')}\n]\n`;
}
