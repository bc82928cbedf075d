import type { ErrorCode } from '../../../shared/error-codes.ts';
import { errorTable } from '../../../shared/error-codes.ts';
import { errorIn } from '../../../shared/error-in.ts';
import { errorWords } from '../../../shared/error-words.ts';
import type { Output } from '../../../shared/ipc/contract.ts';
import { language, words } from '../../words.ts';

export type Activity = Output<'inspect'>['activity'][number];

const own = (table: Readonly<Record<string, string>>, name: string) =>
	Object.hasOwn(table, name) ? table[name] : undefined;

const isCode = (text: string): text is ErrorCode => Object.hasOwn(errorTable, text);

/** A row of the audit log in words: what happened, and what more there is to say; empty if nothing. */
export function activityWords({ act, detail }: Pick<Activity, 'act' | 'detail'>): { what: string; more: string } {
	const what = own(words.activity.acts, act) ?? act;
	const [, name = '', value = ''] = /^(\w+): (.*)$/s.exec(detail) ?? [];
	if (name === 'changed') return { what, more: fieldWords(value.replace(/, alias: .*$/s, '')) };
	if (name === 'code') return { what, more: isCode(value) ? errorText(value) : value };
	// The alias of that time says nothing where it stands.
	return { what, more: name === 'alias' ? '' : value };
}

const fieldWords = (fields: string) =>
	fields
		.split(', ')
		.map((field) => own(words.activity.fields, field) ?? field)
		.join(', ');

/** The log keeps the code alone: a sentence with places to fill would read "?". */
function errorText(code: ErrorCode): string {
	return errorTable[code].sentence.includes('{')
		? code.toLowerCase().replaceAll('_', ' ')
		: errorIn(language, errorWords(code, {}, 'window')).message;
}
