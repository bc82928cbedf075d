import type { ConnectionView } from '../../shared/views.ts';
import { environmentWord } from './connection-words.ts';
import { counted } from './counted.ts';
import { plainText } from './plain-text.ts';

/** What a person reads before several connections are changed: each on a line, then a question. */
export interface BulkQuestion {
	readonly list: readonly string[];
	readonly question: string;
}

/** Names the customer and production. */
export function revokeQuestion(connections: readonly ConnectionView[]): BulkQuestion {
	const production = connections.filter(({ environment }) => environment === 'production');
	const prod = production.length > 0 ? ` ${production.length} of them PROD: ${aliasesOf(production)}.` : '';
	const question = `Revoke ${countedOf(connections)} at Zoho?${prod} Programs that use them stop working at once.`;
	return { list: listOf(connections), question: plainText(question) };
}

/** Names those among them whose token would stay alive at Zoho. */
export function forgetQuestion(
	connections: readonly ConnectionView[],
	held: readonly Pick<ConnectionView, 'alias'>[],
): BulkQuestion {
	const alive =
		held.length > 0
			? ` ${held.length} of them still ${held.length === 1 ? 'holds' : 'hold'} a refresh token that stays alive at Zoho: ${aliasesOf(held)}.`
			: '';
	return { list: listOf(connections), question: plainText(`Forget ${countedOf(connections)} here?${alive}`) };
}

/** What is written on them, in words of edit-words.ts. */
export function editQuestion(connections: readonly ConnectionView[], change: string): BulkQuestion {
	return { list: listOf(connections), question: plainText(`Of ${countedOf(connections)}: ${change}?`) };
}

function listOf(connections: readonly ConnectionView[]): readonly string[] {
	return connections.map((one) => plainText(`  ${one.alias} (${one.org.name}, ${environmentWord(one)})`));
}

function aliasesOf(connections: readonly Pick<ConnectionView, 'alias'>[]): string {
	return connections.map(({ alias }) => alias).join(', ');
}

/** "3 connections of Acme GmbH"; a customer may be written now so, now so. */
function countedOf(connections: readonly ConnectionView[]): string {
	const customers = new Set(connections.map(({ customer }) => customer?.toLowerCase()));
	const customer = connections[0]?.customer;
	const whose = customers.size === 1 && customer ? ` of ${customer}` : '';
	return `${counted(connections.length, 'connection')}${whose}`;
}
