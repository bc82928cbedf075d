import type { Core } from '../core/create-core.ts';
import { AppError } from '../core/domain/app-error.ts';
import { type BulkResult, inBulk } from '../core/usecases/bulk.ts';
import type { ConnectionView } from '../shared/views.ts';
import { dryRunOption, type Outcome, type Session, type Typed } from './command.ts';
import { filtered, filterOptions, isPickedOtherwise } from './filters.ts';
import { environmentWord } from './output/connection-words.ts';
import { plainText } from './output/plain-text.ts';

/** Options of a command that takes many connections; `all` says which --all means. */
export function bulkOptions(all: string) {
	return { all: { type: 'boolean', help: all }, ...filterOptions, ...dryRunOption } as const;
}

/** Whether --all or a filter picks the connections. Throws USAGE unless there is either that or a name, and as `filtered` does. */
export function isPicked(core: () => Core, typed: Typed, command: string): boolean {
	const picked = isPickedOtherwise(typed);
	if (picked === typed.targets.length > 0) {
		const both = picked ? '; not both' : '';
		throw new AppError('USAGE', { problem: `Name connections, or say --all or a filter${both}.`, command });
	}
	if (picked) filtered(core(), typed);
	return picked;
}

/** The targets of a bulk act: those that the filters leave and that are meant at all, else the names as they were typed, each once. */
export function targetsOf(
	core: Core,
	typed: Typed,
	isMeant: (connection: ConnectionView) => boolean = () => true,
): readonly string[] {
	if (typed.targets.length > 0) return namedOnce(core, typed.targets);
	return filtered(core, typed)
		.filter(isMeant)
		.map(({ alias }) => alias);
}

/** The targets as they were typed; a connection that was named twice, be it by alias and id, stands once. */
function namedOnce(core: Core, targets: readonly string[]): readonly string[] {
	const byId = new Map<string, string>();
	for (const target of targets) {
		const id = knownAs(core, target)?.id ?? target;
		if (!byId.has(id)) byId.set(id, target);
	}
	return [...byId.values()];
}

/** The connection of a target; null where there is none, which the act itself says. */
function knownAs(core: Core, target: string): ConnectionView | null {
	try {
		return core.connections.get(target);
	} catch (error) {
		if (error instanceof AppError && error.code === 'CONNECTION_UNKNOWN') return null;
		throw error;
	}
}

/** What the targets are before the act, so that it works by id on what the person said yes to, whatever has that alias by then. */
export function knownTargets(core: Core, targets: readonly string[]): ReadonlyMap<string, ConnectionView | null> {
	return new Map(targets.map((target) => [target, knownAs(core, target)]));
}

const noMatch = 'No connection matches.';

/** How many are worked on at once. One after the other is for what a person does; such an act hears of Ctrl-C itself. */
export type Pace = 'four at a time' | 'one after the other';

/** What a bulk act did to a connection. */
export interface Done {
	readonly connection: ConnectionView;
	/** It was so already, nothing was done. */
	readonly skipped?: true;
}

/**
 * Does an act for each target and reports each: lines as they come, or all in one envelope in the order of the targets. Ctrl-C begins no
 * more and waits for those under way; the exit code then is 2, else that of the first failure.
 */
export async function runInBulk<D extends Done>(
	session: Session,
	targets: readonly string[],
	act: (target: string, stop: () => void) => Promise<D>,
	line: (target: string, done: D) => string,
	pace: Pace = 'four at a time',
): Promise<Outcome> {
	if (targets.length === 0) session.say(noMatch);
	const results = await workInBulk(session, targets, act, line, pace);
	const failed = firstFailure(results);
	return {
		data: {
			results: results.map((result) => {
				const { target, ok } = result;
				return result.ok ? { target, ok, ...result.value } : { target, ok, error: result.error.words };
			}),
		},
		lines: [],
		...(failed ? { exitCode: failed.exitCode } : {}),
	};
}

/** The failure that gives the exit code: Ctrl-C before all others. */
export function firstFailure(results: readonly BulkResult<unknown>[]): AppError | undefined {
	const failures = results.flatMap((result) => (result.ok ? [] : [result.error]));
	return failures.find(wasStopped) ?? failures[0];
}

/**
 * Does an act for each target and says each as it comes, unless --json. Ctrl-C begins no more, and so does the act's `stop`; what was not
 * done is named.
 */
export async function workInBulk<Value>(
	session: Session,
	targets: readonly string[],
	act: (target: string, stop: () => void) => Promise<Value>,
	line: (target: string, value: Value) => string,
	pace: Pace = 'four at a time',
): Promise<readonly BulkResult<Value>[]> {
	const stop = new AbortController();
	const inOrder = pace === 'one after the other';
	const interrupt = () => {
		if (!inOrder) session.say('Stopping: what is under way is finished first. Ctrl-C again ends at once.');
		stop.abort();
	};
	// Only the first one: the second ends the process as ever.
	process.once('SIGINT', interrupt);
	let ended = 0;
	const actOnce = (target: string) => act(target, () => stop.abort());
	const ends = (result: BulkResult<Value>) => {
		session.progress(`${++ended} of ${targets.length}`);
		if (session.json) return;
		if (result.ok) session.terminal.print(line(result.target, result.value));
		// Like every error it is said in spite of --quiet.
		else if (!wasStopped(result.error)) {
			session.terminal.explain(
				plainText(`${result.target}: ${result.error.words.message} (${result.error.code})`),
				'  ',
			);
			session.terminal.explain(`  ${plainText(result.error.words.hint)}`, '  ');
		}
	};
	const results = await inBulk(targets, actOnce, stop.signal, ends, inOrder ? 1 : 4).finally(() => {
		process.removeListener('SIGINT', interrupt);
		session.progress('');
	});
	const notDone = results.filter((result) => !result.ok && wasStopped(result.error));
	if (notDone.length > 0 && !session.json) {
		const names = notDone.map(({ target }) => plainText(target)).join(', ');
		session.terminal.explain(`Not done: ${names}.`, '  ');
	}
	return results;
}

/** What would be done with each target, and nothing is. Throws CONNECTION_UNKNOWN. */
export function dryRun(
	{ core, say }: Session,
	targets: readonly string[],
	would: (connection: ConnectionView) => string,
): Outcome {
	if (targets.length === 0) say(noMatch);
	const results = targets.map((target) => {
		const connection = core().connections.get(target);
		return { target, would: would(connection), connection };
	});
	return {
		data: { dryRun: true, results },
		lines: results.map(({ would: act, connection: one }) =>
			plainText(`${one.alias}: would ${act} (${one.org.name}, ${environmentWord(one)})`),
		),
	};
}

/** Whether Ctrl-C came before it was begun. */
function wasStopped({ code }: AppError): boolean {
	return code === 'CANCELLED';
}
