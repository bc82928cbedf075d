import type { Core } from '../core/create-core.ts';
import { AppError } from '../core/domain/app-error.ts';
import type { ConnectionView } from '../shared/views.ts';
import type { Typed } from './command.ts';
import { filtered } from './filters.ts';
import { choicesAmong, choicesInWords } from './only-one.ts';

/**
 * The one connection that the filters leave, for a command that works on one and never guesses. Throws NOT_ONE_CONNECTION where they
 * leave none or several, USAGE where one was named besides, and as `filtered` does.
 */
export function pickedOne(core: () => Core, typed: Typed, command: string): ConnectionView {
	if (typed.targets.length > 0)
		throw new AppError('USAGE', { problem: 'Name a connection or give filters; not both.', command });
	const choices = choicesAmong(filtered(core(), typed));
	const [first, ...more] = choices;
	if (first && more.length === 0) return first;
	const problem = first ? `several match: ${choicesInWords(choices)}.` : 'none matches.';
	throw new AppError('NOT_ONE_CONNECTION', { problem });
}
