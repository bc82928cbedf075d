import type { ConnectionView } from '../../shared/views.ts';
import { environmentWord } from './connection-words.ts';
import { plainText } from './plain-text.ts';

/** What a person reads before several connections are revoked: each on a line, and a question that names the customer and production. */
export function revokeQuestion(connections: readonly ConnectionView[]): {
	readonly list: readonly string[];
	readonly question: string;
} {
	const list = connections.map((one) => plainText(`  ${one.alias} (${one.org.name}, ${environmentWord(one)})`));
	// A customer may be written now so, now so.
	const customers = new Set(connections.map(({ customer }) => customer?.toLowerCase()));
	const customer = connections[0]?.customer;
	const whose = customers.size === 1 && customer ? ` of ${customer}` : '';
	const production = connections.filter(({ environment }) => environment === 'production');
	const named = production.map(({ alias }) => alias).join(', ');
	const prod = production.length > 0 ? ` ${production.length} of them PROD: ${named}.` : '';
	const count = `${connections.length} connection${connections.length === 1 ? '' : 's'}`;
	const question = `Revoke ${count}${whose} at Zoho?${prod} Programs that use them stop working at once.`;
	return { list, question: plainText(question) };
}
