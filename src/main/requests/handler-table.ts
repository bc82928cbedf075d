import type { z } from 'zod';
import type { contract } from '../../shared/ipc/contract.ts';
import type { Method } from '../../shared/ipc/methods.ts';
import type { Question } from '../languages/en.ts';

/** What answers each method of the window: takes what the contract parsed, gives what it will parse. */
export type Handlers = {
	readonly [M in Method]: (
		input: z.output<(typeof contract)[M]['input']>,
	) => z.input<(typeof contract)[M]['output']> | Promise<z.input<(typeof contract)[M]['output']>>;
};

/** Asks the person in a dialog of this process; false where they change their mind. */
export type Ask = (question: Question) => Promise<boolean>;
