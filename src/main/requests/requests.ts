import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import { AppError, asAppError } from '../../core/domain/app-error.ts';
import { errorWords } from '../../shared/error-words.ts';
import { contract, type Result } from '../../shared/ipc/contract.ts';
import { channelOf, type Method, methods } from '../../shared/ipc/methods.ts';
import type { AppLock } from '../app-lock.ts';
import type { MainWindow } from '../window/main-window.ts';
import { rendererUrl } from '../window/serve-renderer.ts';
import type { FailureLog } from './failure-log.ts';
import type { Handlers } from './handler-table.ts';

/** What works while the app is locked: nothing of it touches a secret or Zoho, or makes the lock weaker. */
const openWhileLocked: ReadonlySet<Method> = new Set([
	'snapshot',
	'networkHint',
	'lock',
	'unlock',
	'probeKeychain',
	// It proves the person, and opens nothing of the window's own lock.
	'unlockVault',
	'cancelSignIn',
	'pauseBulk',
	'stopBulk',
	'closeImport',
]);

/** Answers the window's requests: the sender is checked, both sides are parsed strictly, and nothing is thrown across (electron#24427). */
export function handleRequests(handlers: Handlers, window: MainWindow, lock: AppLock, failures: FailureLog): void {
	for (const method of methods) {
		ipcMain.handle(channelOf(method), (event, input: unknown) =>
			isOurWindow(event, window)
				? answer(method, handlers[method], input, lock, failures)
				: failure(new AppError('SENDER_REFUSED')),
		);
	}
}

/** Only the main frame of the one window, while it shows our page. A frame that is gone is a stranger, too. */
function isOurWindow(event: IpcMainInvokeEvent, window: MainWindow): boolean {
	const { sender, senderFrame } = event;
	if (!senderFrame || sender !== window.contents || senderFrame !== sender.mainFrame) return false;
	return senderFrame.url === rendererUrl;
}

async function answer<M extends Method>(
	method: M,
	handler: Handlers[M],
	input: unknown,
	lock: AppLock,
	failures: FailureLog,
): Promise<Result<unknown>> {
	const { input: inputSchema, output: outputSchema } = contract[method];
	// A Map or a Date would pass for an object without fields.
	const parsed = inputSchema.safeParse(isPlainObject(input) ? input : null);
	if (!parsed.success) {
		// The path alone: a message of the schema could repeat what was typed.
		const place = parsed.error.issues[0]?.path.join('.') || 'its form';
		return failure(new AppError('REQUEST_INVALID', { problem: `${method}: ${place}` }));
	}
	try {
		if (!openWhileLocked.has(method)) lock.requireOpen();
		const output: unknown = await (handler as (input: unknown) => unknown)(parsed.data);
		return { ok: true, data: outputSchema.parse(output) };
	} catch (error) {
		const appError = asAppError(error);
		failures.note(method, appError);
		return failure(appError);
	}
}

function isPlainObject(input: unknown): boolean {
	if (typeof input !== 'object' || input === null) return false;
	const prototype: unknown = Object.getPrototypeOf(input);
	return prototype === Object.prototype || prototype === null;
}

function failure(error: AppError): Result<never> {
	return { ok: false, error: errorWords(error.code, error.details, 'window') };
}
