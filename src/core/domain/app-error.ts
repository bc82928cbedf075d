import { type ErrorCode, type ErrorDetails, errorTable } from '../../shared/error-codes.ts';
import { type ErrorWords, errorWords } from '../../shared/error-words.ts';

/** The one error of the core: a code of the closed list, safe details, and the cause for developers. Never carries a secret. */
export class AppError extends Error {
	override readonly name = 'AppError';
	readonly code: ErrorCode;
	readonly details: ErrorDetails;

	constructor(code: ErrorCode, details: ErrorDetails = {}, options?: { readonly cause?: unknown }) {
		super(errorWords(code, details).message, options);
		this.code = code;
		this.details = details;
	}

	get words(): ErrorWords {
		return errorWords(this.code, this.details);
	}

	get exitCode(): number {
		return errorTable[this.code].exitCode;
	}
}

/** Any thrown value as an AppError; what is not ours becomes INTERNAL with the error's name only, for a message may quote anything. */
export function asAppError(error: unknown): AppError {
	if (error instanceof AppError) return error;
	const problem = error instanceof Error ? error.name : 'unknown error';
	return new AppError('INTERNAL', { problem }, { cause: error });
}
