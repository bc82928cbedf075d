import { type LabelColour, labelColours } from '../../shared/label-colours.ts';
import { AppError } from './app-error.ts';

/** What a person wrote on a connection for themselves; nothing of it goes to Zoho. */
export interface ConnectionLabel {
	/** In the order they were given, without doubles. */
	readonly tags: readonly string[];
	readonly colour: LabelColour | null;
	readonly notes: string;
	readonly pinned: boolean;
}

/** A connection that nobody wrote on. */
export const noLabel: ConnectionLabel = { tags: [], colour: null, notes: '', pinned: false };

const maxTags = 20;
const longestNotes = 4000;

const tagShape = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,31}$/u;

/** Tags as they are kept: lower case, so that `--tag Vip` finds `vip`. Throws LABEL_REFUSED. */
export function parseTags(list: readonly string[]): readonly string[] {
	const tags = [...new Set(list.map((tag) => tag.trim().toLowerCase()).filter((tag) => tag !== ''))];
	const wrong = tags.find((tag) => !tagShape.test(tag));
	if (wrong !== undefined)
		throw refused(`"${wrong.slice(0, 40)}" is no tag: 1 to 32 letters, digits, dots, dashes or underscores`);
	if (tags.length > maxTags) throw refused(`more than ${maxTags} tags`);
	return tags;
}

/** Throws LABEL_REFUSED. */
export function parseColour(text: string): LabelColour {
	const colour = labelColours.find((one) => one === text.toLowerCase());
	if (!colour) throw refused(`"${text.slice(0, 20)}" is no colour here; there are ${labelColours.join(', ')}`);
	return colour;
}

/** Throws LABEL_REFUSED. */
export function parseNotes(text: string): string {
	if (text.length > longestNotes) throw refused(`the notes are longer than ${longestNotes} characters`);
	if (!text.isWellFormed() || text.includes('\0')) throw refused('the notes are not plain Unicode text');
	return text.replaceAll('\r\n', '\n').trim();
}

/** A customer's name as it is kept; null where there is none. Throws LABEL_REFUSED. */
export function parseCustomer(text: string | null): string | null {
	const customer = text?.trim() || null;
	if (customer !== null && (customer.length > 200 || /\p{Cc}/u.test(customer)))
		throw refused("the customer's name must have up to 200 characters on one line");
	return customer;
}

function refused(problem: string): AppError {
	return new AppError('LABEL_REFUSED', { problem });
}
