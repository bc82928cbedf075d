import { AppError } from '../domain/app-error.ts';

/** Why an act did not work; null where it did. Rejects with what is no AppError. */
export async function failureOf(act: () => Promise<unknown>): Promise<AppError | null> {
	try {
		await act();
		return null;
	} catch (error) {
		if (error instanceof AppError) return error;
		throw error;
	}
}
