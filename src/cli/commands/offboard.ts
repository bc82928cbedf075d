import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { listBackups } from '../../core/adapters/sqlite/backups.ts';
import { setAsideFolder } from '../../core/adapters/sqlite/restore.ts';
import { systemPaths } from '../../core/adapters/system/paths.ts';
import { writePrivateFile } from '../../core/adapters/system/private-file.ts';
import type { Core } from '../../core/create-core.ts';
import { AppError } from '../../core/domain/app-error.ts';
import type { OffboardedView } from '../../core/facade/offboarding.ts';
import { isProved } from '../../core/usecases/offboard/offboard-one.ts';
import type { OffboardPlan } from '../../core/usecases/offboard/plan.ts';
import type { Copies } from '../../core/usecases/offboard/what-is-left.ts';
import type { ConnectionView } from '../../shared/views.ts';
import { dryRun, firstFailure, workInBulk } from '../bulk.ts';
import { type Command, dryRunOption, type Outcome, type Session, type Typed } from '../command.ts';
import { revokeQuestion } from '../output/bulk-questions.ts';
import { offboardLine, offboardOutcome } from '../output/offboard-outcome.ts';
import { offboardReport } from '../output/offboard-report.ts';
import { plainText } from '../output/plain-text.ts';
import { warnOfSharers, withSharers } from '../sharers.ts';

const name = 'offboard';

export const offboard: Command = {
	name,
	form: '--customer NAME [--forget] [--report FILE]',
	summary: "End an engagement: revoke all of a customer's connections, and prove that nothing is left",
	notes: [
		'Each connection is revoked at Zoho, with the tokens that it had before; then a refresh must be refused, its keychain entry be gone and no access token be left. What stays is named, with the reason and what ends it.',
		'What could not be confirmed gives the exit code (7 Zoho was not reached, 6 keychain); the same command goes on where it stopped. --report writes it down in Markdown, with the rows of the audit log and its last hash: names are in it, no secret.',
		'Asks once, with the name of the customer; without a person it needs --yes.',
	],
	options: {
		customer: { type: 'string', value: 'NAME', takes: 'customer', help: 'whose connections, as `list` shows the name' },
		forget: { type: 'boolean', help: 'remove the records, too, of those that are proved' },
		report: { type: 'string', value: 'FILE', takes: 'path', help: 'write a report in Markdown (0600)' },
		yes: { type: 'boolean', short: 'y', help: 'do not ask; replaces a report that is there' },
		...dryRunOption,
	},
	targets: [0, 0],
	example: 'latchkey offboard --customer "Acme GmbH" --report acme.md',
	run: async (session, typed) => {
		const customer = typed.text('customer');
		if (customer === null) throw usage('--customer is missing.');
		const core = session.core();
		const found = core.offboarding.plan(customer);
		if (typed.flag('dry-run')) return planned(session, core, found, typed.flag('forget'));
		// A sign-in that an ended process left may hold a living token: it becomes a connection, which can be revoked.
		if (found.signIns.length > 0) await core.recover();
		const plan = found.signIns.length > 0 ? core.offboarding.plan(customer) : found;
		const report = reportPath(typed);
		await askFirst(session, core, plan, typed);
		// Now, for after the revokes it would be too late to find that nothing can be written there.
		if (report !== null)
			writePrivateFile(report, 'The offboarding was begun and has not ended.\n', typed.flag('yes'), name);
		return offboardAll(session, core, plan, typed.flag('forget'), report);
	},
};

function usage(problem: string): AppError {
	return new AppError('USAGE', { problem, command: name });
}

/** Throws USAGE for a file that is there, before anything is asked. */
function reportPath(typed: Typed): string | null {
	const report = typed.text('report');
	if (report === null) return null;
	const path = resolve(report);
	if (!typed.flag('yes') && lstatSync(path, { throwIfNoEntry: false }))
		throw usage(`${path} is there already; --yes replaces it.`);
	return path;
}

function planned(session: Session, core: Core, plan: OffboardPlan, alsoForget: boolean): Outcome {
	const { customer, connections, apiClients } = plan;
	const end = alsoForget ? ', forget the record' : '';
	warnOfSharers(core, connections, session.warn);
	const would = (one: ConnectionView) =>
		one.status === 'revoked'
			? `prove again that nothing is left${end}`
			: `revoke${withSharers(core, one)}, delete its keychain entry, prove it${end}`;
	const { data, lines } = dryRun(
		session,
		connections.map(({ alias }) => alias),
		would,
	);
	const names = apiClients.map((one) => one.name);
	const stay = names.map((one) => plainText(`API client ${one}: would stay; only this customer used it`));
	return { data: { ...Object(data), customer, apiClients: names }, lines: [...lines, ...stay] };
}

/** Rejects with CANCELLED where the person says no, and with USAGE where nobody can be asked. */
async function askFirst({ terminal, warn }: Session, core: Core, plan: OffboardPlan, typed: Typed): Promise<void> {
	warnOfSharers(core, plan.connections, warn);
	if (typed.flag('yes')) return;
	if (!terminal.isInteractive) throw usage('Nobody can be asked here: say --yes to offboard a customer.');
	const views = plan.connections.map(({ id }) => core.connections.get(id));
	const alive = views.filter(({ status }) => status !== 'revoked');
	const forgets = typed.flag('forget');
	// To look once more harms nobody.
	if (alive.length === 0 && !forgets) return;
	const { list, question } = revokeQuestion(alive);
	const records = plainText(`Remove the records of all ${plan.connections.length} of ${plan.customer} here.`);
	const asked = alive.length === 0 ? records.replace(/\.$/, '?') : `${question}${forgets ? ` ${records}` : ''}`;
	if (terminal.mayAsk) for (const each of list) terminal.talk(each);
	if (!(await terminal.confirm(asked, '--yes'))) throw new AppError('CANCELLED');
}

async function offboardAll(
	session: Session,
	core: Core,
	plan: OffboardPlan,
	alsoForget: boolean,
	report: string | null,
): Promise<Outcome> {
	const byAlias = new Map(plan.connections.map(({ alias, id }) => [alias, id]));
	const results = await workInBulk<OffboardedView>(
		session,
		[...byAlias.keys()],
		(alias) => core.offboarding.one(byAlias.get(alias) ?? alias, alsoForget),
		(_, one) => offboardLine(one),
	);
	const done = results.flatMap((result) => (result.ok ? [result.value] : []));
	const notDone = results.flatMap(({ ok, target }) => (ok ? [] : [target]));
	const conclusion = core.offboarding.conclude(plan, done, notDone.length, copiesOf(systemPaths().database));
	const result = { customer: plan.customer, at: new Date(), version: session.version, done, notDone, conclusion };
	if (report !== null) writePrivateFile(report, offboardReport(result), true, name);
	const failed = firstFailure(results)?.exitCode ?? exitCodeOf(done, conclusion.complete);
	return offboardOutcome(session, result, report, failed);
}

function copiesOf(database: string): Copies {
	const aside = setAsideFolder(database);
	return { backups: listBackups(database).length, setAside: existsSync(aside) ? readdirSync(aside).length : 0 };
}

/** Of what Zoho did not confirm, then of the keychain; 0 where everything is proved. */
function exitCodeOf(done: readonly OffboardedView[], complete: boolean): number {
	const problem = done.find((one) => one.problem !== null)?.problem;
	if (problem) return problem.exitCode;
	const unproved = done.filter(({ proof }) => !isProved(proof));
	if (unproved.some(({ proof }) => proof.replacedTokens > 0)) return new AppError('REVOKE_QUEUED').exitCode;
	if (unproved.some(({ proof }) => proof.keychainEntries !== 'gone')) return new AppError('KEYCHAIN_LOCKED').exitCode;
	return complete ? 0 : 1;
}
