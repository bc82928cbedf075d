import { AppError } from '../../core/domain/app-error.ts';
import type { Command } from '../command.ts';
import { addApiClient, listApiClients, removeApiClient } from './api-client.ts';
import { connect } from './connect.ts';
import { addDataCenter, listDataCenters, removeDataCenter } from './data-center.ts';
import { forget } from './forget.ts';
import { list } from './list.ts';
import { practice } from './practice.ts';
import { reauth } from './reauth.ts';
import { revoke } from './revoke.ts';
import { show } from './show.ts';
import { token } from './token.ts';
import { check, refresh } from './use.ts';

/** Every command, in the order of `--help`. */
export const commands: readonly Command[] = [
	connect,
	list,
	show,
	token,
	check,
	refresh,
	reauth,
	revoke,
	forget,
	addApiClient,
	listApiClients,
	removeApiClient,
	listDataCenters,
	addDataCenter,
	removeDataCenter,
	practice,
];

/** The command that the arguments name (one or two words) and what comes after it; null: none was named. Throws USAGE. */
export function findCommand(argv: readonly string[]): readonly [Command | null, readonly string[]] {
	const [first, second] = argv;
	if (first === undefined || first.startsWith('-')) return [null, argv];
	const two = commands.find((command) => command.name === `${first} ${second}`);
	if (two) return [two, argv.slice(2)];
	const one = commands.find((command) => command.name === first);
	if (one) return [one, argv.slice(1)];
	const family = commands.filter((command) => command.name.startsWith(`${first} `)).map((command) => command.name);
	if (family.length > 0)
		throw new AppError('USAGE', { problem: `Say which: ${family.join(', ')}.`, command: family[0] ?? '' });
	throw new AppError('USAGE', { problem: `There is no command "${first.slice(0, 30)}".`, command: '' });
}
