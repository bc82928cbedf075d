import type { OffboardedView } from '../../core/facade/offboarding.ts';
import type { Conclusion } from '../../core/usecases/offboard/conclude.ts';
import { counted } from './counted.ts';
import { inline, markdownTable } from './markdown.ts';

/** What a report is made of. */
export interface OffboardResult {
	readonly customer: string;
	readonly at: Date;
	readonly version: string;
	readonly done: readonly OffboardedView[];
	/** Aliases of those that it was not done for, such as after Ctrl-C. */
	readonly notDone: readonly string[];
	readonly conclusion: Conclusion;
}

/** The report of an offboarding, for the consultant's files and the customer. Markdown; holds names, and no secret. */
export function offboardReport({ customer, at, version, done, notDone, conclusion }: OffboardResult): string {
	const { complete, left, earlier, rows, head, firstBreak } = conclusion;
	const open = left.filter(({ state }) => state === 'open');
	const kept = left.filter(({ state }) => state === 'kept');
	const total = counted(done.length + notDone.length, 'connection');
	const result = complete
		? `**Complete.** Zoho confirmed the revoke of ${total}; no keychain entry and no access token of them is left.`
		: `**Not complete.** Not everything of ${total} could be confirmed. The same command goes on where it stopped.`;
	return [
		`# Offboarding of ${inline(customer)}`,
		'',
		`${at.toISOString()}, Latchkey ${inline(version)}`,
		'',
		result,
		'',
		'## Connections',
		'',
		...markdownTable(connectionHeadings, [...done.map(connectionRow), ...notDone.map(notDoneRow)]),
		'',
		'A refresh that is refused after the revoke proves that the token is dead. "earlier": revoked in an earlier run, no token is left to try.',
		'',
		...(earlier.length === 0 ? [] : ['## Proved and forgotten in earlier runs', '', ...earlier.map(earlierLine), '']),
		'## Still open',
		'',
		...(open.length === 0 && notDone.length === 0 ? ['Nothing.'] : open.map(leftLine)),
		...notDone.map((alias) => `- ${inline(alias)}: not done. Next: the same command again`),
		'',
		'## Kept, and why',
		'',
		...kept.map(leftLine),
		'',
		'## Audit log',
		'',
		...markdownTable(
			['Row', 'Time', 'Act', 'Connection', 'Hash'],
			rows.map((row) => [
				String(row.seq),
				new Date(row.at).toISOString(),
				inline(row.act),
				inline(String(row.details.alias ?? row.connection ?? '-')),
				row.hash,
			]),
		),
		'',
		`Head of the log: row ${head.seq}, \`${head.hash}\`. Each hash covers the row before it: who keeps this one can tell later whether any row up to it was changed.`,
		firstBreak === null ? 'The chain is whole.' : `**The chain is broken at row ${firstBreak}: the log was changed.**`,
		'',
	].join('\n');
}

const connectionHeadings = [
	...['Alias', 'Org', 'User', 'Data center', 'Environment', 'Revoked at Zoho'],
	...['Refresh refused', 'Keychain entry', 'Sealed values', 'Record'],
];

function connectionRow({ view, proof, forgotten }: OffboardedView): readonly string[] {
	return [
		inline(view.alias),
		inline(`${view.org.name} (${view.org.id})`),
		inline(view.user.email),
		inline(view.dataCenter),
		view.environment,
		proof.revoked ? (view.revokedAt ?? 'yes') : '**not confirmed**',
		proof.refreshRefused === null ? 'earlier' : proof.refreshRefused ? 'yes' : '**not proved**',
		proof.keychainEntries === 'gone' ? 'none' : proof.keychainEntries === null ? '**not known**' : '**left**',
		proof.sealedValues === 0 ? 'none' : `**${proof.sealedValues}**`,
		forgotten ? 'forgotten' : 'kept',
	];
}

function notDoneRow(alias: string): readonly string[] {
	return [inline(alias), ...connectionHeadings.slice(1).map((_, at) => (at === 4 ? '**not done**' : ''))];
}

function earlierLine({ alias, at }: Conclusion['earlier'][number]): string {
	return `- ${inline(alias)}: ${new Date(at).toISOString()}; its rows stand in the log below`;
}

function leftLine({ what, why, next }: Conclusion['left'][number]): string {
	return `- ${inline(what)}: ${inline(why)}. Next: ${inline(next)}`;
}
