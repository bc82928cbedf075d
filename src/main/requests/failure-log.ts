import type { Core } from '../../core/create-core.ts';
import { AppError } from '../../core/domain/app-error.ts';
import { type ErrorCode, type ErrorDetails, errorTable } from '../../shared/error-codes.ts';
import { fill } from '../../shared/error-words.ts';

/** So many are remembered, the newest last; none outlives the app. */
const mostKept = 30;
/** Details that say what went wrong and not whose it is. */
const technical: ReadonlySet<string> = new Set(['problem', 'reason', 'host', 'status', 'taken']);

/** Names, places and tokens that a message may quote. Rather too much is taken out than a name left in. */
const redactions: readonly (readonly [RegExp, string])[] = [
	// Up to the next quote, or to the end: a folder may have blanks and brackets in its name, as "C:\Users\Pat Smith (work)".
	[/(?:~|\b[A-Za-z]:)?[\\/][^"]*/g, '[path]'],
	// What Latchkey quotes is a name; an apostrophe is no quote.
	[/"[^"]*"/g, '"[name]"'],
	[/\b1\d{3}\.[\w.]{8,}/g, '[token]'],
	// Letters of every language, for there are such addresses.
	[/[^\s"'<>()@]+@[^\s"'<>()@]+/g, '[email]'],
	[/[\w-]{32,}/g, '[secret]'],
	// Ids of orgs and users.
	[/\d{7,}/g, '[number]'],
];

/** What failed lately, in lines that can be shown to a stranger: when, at what, which error, and its causes. No name of a customer is in it. */
export class FailureLog {
	#lines: readonly string[] = [];

	/** Notes the sign-ins that fail after their method was answered. */
	follow({ subscribe }: Pick<Core, 'subscribe'>): void {
		subscribe((event) => {
			const error = event.type === 'sign-in-changed' ? event.signIn.error : null;
			if (error) this.note('sign-in', new AppError(error.code, error.details));
		});
	}

	/** `what`: the method of the window, or another act. */
	note(what: string, error: AppError, now = new Date()): void {
		const causes = causesOf(error.cause).map((cause) => ` <- ${cause}`);
		this.#add(`${now.toISOString()} ${what}: ${said(error.code, error.details)}${causes.join('')}`);
	}

	/** `about`: version and system. */
	text(about: string): string {
		return [about, ...this.#lines, ''].join('\n');
	}

	#add(line: string): void {
		this.#lines = [...this.#lines, line].slice(-mostKept);
	}
}

function said(code: ErrorCode, details: ErrorDetails): string {
	const safe = Object.entries(details).map(([name, value]) => [
		name,
		technical.has(name) ? redacted(String(value)) : `[${name}]`,
	]);
	return `${code} ${fill(errorTable[code].sentence, Object.fromEntries(safe))}`;
}

function redacted(text: string): string {
	return redactions.reduce((before, [pattern, mark]) => before.replace(pattern, mark), text).replace(/\s+/g, ' ');
}

/** A foreign error by its name and code alone: its message may quote anything. */
function causesOf(cause: unknown): readonly string[] {
	if (!(cause instanceof Error)) return [];
	const own =
		cause instanceof AppError
			? said(cause.code, cause.details)
			: [cause.name, 'code' in cause ? String(cause.code) : ''];
	return [typeof own === 'string' ? own : redacted(own.join(' ').trim()), ...causesOf(cause.cause)];
}
