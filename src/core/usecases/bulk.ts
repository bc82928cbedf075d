import { AppError, asAppError } from '../domain/app-error.ts';

/** What became of one target of a bulk act. */
export type BulkResult<Value> =
	| { readonly target: string; readonly ok: true; readonly value: Value }
	| { readonly target: string; readonly ok: false; readonly error: AppError };

/**
 * Does an act for each target, never more than `width` at a time: with four a few hundred connections take seconds, and Zoho sees no flood. Resolves
 * with the results in the order of the targets; `ended` hears each as it comes. One that fails never stops the rest. After `stop` none begins any more: those under way end, the rest are CANCELLED.
 */
export async function inBulk<Value>(
	targets: readonly string[],
	act: (target: string) => Promise<Value>,
	stop: AbortSignal,
	ended: (result: BulkResult<Value>) => void,
	width = 4,
): Promise<readonly BulkResult<Value>[]> {
	const results: BulkResult<Value>[] = [];
	const one = async (target: string): Promise<BulkResult<Value>> => {
		if (stop.aborted) return { target, ok: false, error: new AppError('CANCELLED') };
		try {
			return { target, ok: true, value: await act(target) };
		} catch (error) {
			return { target, ok: false, error: asAppError(error) };
		}
	};
	const left = targets.entries();
	const worker = async () => {
		for (const [at, target] of left) {
			const result = await one(target);
			results[at] = result;
			ended(result);
		}
	};
	await Promise.all(Array.from({ length: width }, worker));
	return results;
}
