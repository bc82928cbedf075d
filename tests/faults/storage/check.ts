import { AppError } from '../../../src/core/domain/app-error.ts';
import type { Figures } from '../../fuzz/figures.ts';
import type { StorageAct } from './act.ts';
import { plainTextIn } from './scene.ts';

/** How an act ends: "done", or the code of its error. */
export async function answerOf({ run, doneAlready }: StorageAct, scene: string): Promise<string> {
	try {
		await run(scene);
		return 'done';
	} catch (error) {
		if (!(error instanceof AppError)) return `no AppError: ${String(error)}`;
		if (error.code === doneAlready) return 'done already';
		return error.code === 'INTERNAL' ? `INTERNAL: ${String(error.cause ?? error.details.problem)}` : error.code;
	}
}

/** A fault that an act has met. */
export interface Met {
	readonly what: string;
	/** As `answerOf`, or the signal that ended the program. */
	readonly answer: string;
	/**
	 * The disk took a commit, refused to say that it is safe, and refuses to take it back: SQLite calls it failed, and finds it at the next start.
	 */
	readonly mayBeDone?: boolean;
}

/** What a fault must leave of an act: nothing lost or torn, nothing in plain text, what was said is true, and a second try ends it. */
export async function checkAfter(
	figures: Figures,
	act: StorageAct,
	scene: string,
	{ what, answer, mayBeDone = false }: Met,
): Promise<void> {
	const state = await lookAt(act, scene);
	figures.count(`left it ${state}`);
	figures.expect(['before', 'after', 'unfinished'].includes(state), `${what}: answered ${answer}, left`, state);
	const isDone = state === 'after' || (state === 'unfinished' && act.tellsWhatIsLeft === true);
	figures.expect(answer !== 'done' || isDone, `${what}: acknowledged, and it is`, state);
	const isTrue = answer !== 'STORE_FAILED' || state === 'before';
	figures.expect(isTrue || mayBeDone, `${what}: not true that nothing was changed`, state);
	if (!isTrue && mayBeDone) figures.count('told as failed, and found done: the disk took it and would not say so');
	figures.expect(plainTextIn(scene).length === 0, `${what}: in plain text`, plainTextIn(scene));
	const again = await answerOf(act, scene);
	figures.expect(again.startsWith('done'), `${what}: answered ${answer}, the second try`, again);
	const end = await lookAt(act, scene);
	figures.expect(end === 'after', `${what}: answered ${answer}, left ${state}, after the second try`, end);
	figures.expect(plainTextIn(scene).length === 0, `${what}, then again: in plain text`, plainTextIn(scene));
	figures.count('second tries that succeeded');
}

async function lookAt(act: StorageAct, scene: string): Promise<string> {
	try {
		return await act.look(scene);
	} catch (error) {
		return error instanceof AppError ? `unreadable: ${error.code} ${JSON.stringify(error.details)}` : String(error);
	}
}
