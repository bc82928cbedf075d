import { shellWord } from '../../domain/shell-word.ts';
import type { Context } from '../context.ts';
import { isProved, type Offboarded } from './offboard-one.ts';
import type { OffboardPlan } from './plan.ts';

/** Something that is still there, why, and what ends it. */
export interface Left {
	/** `open`: the offboarding is not done; `kept`: on purpose, or for a person to decide. */
	readonly state: 'open' | 'kept';
	readonly what: string;
	readonly why: string;
	readonly next: string;
}

/** Copies of the database that lie beside it, by their number. */
export interface Copies {
	readonly backups: number;
	/** Put out of the way by a restore. */
	readonly setAside: number;
}

/** What an offboarding left, the open ones first. */
export function whatIsLeft(
	context: Context,
	plan: OffboardPlan,
	done: readonly Offboarded[],
	copies: Copies,
): readonly Left[] {
	return [
		...done.flatMap((one) => openOf(context, plan, one)),
		...signInsLeft(context, plan),
		...besideLeft(plan),
		...clientSecretsLeft(plan),
		...recordsLeft(plan, done),
		...settingsLeft(context, plan),
		...exportsLeft(context, plan),
		...copiesLeft(copies),
	];
}

/** What is not proved of one connection. */
function openOf(context: Context, { customer }: OffboardPlan, one: Offboarded): readonly Left[] {
	const { connection, proof, problem } = one;
	if (isProved(proof)) return [];
	const again = `latchkey offboard --customer ${shellWord(customer)}`;
	const open = (what: string, why: string, next = again): Left => ({ state: 'open', what, why, next });
	const { alias, user } = connection;
	const left: Left[] = [];
	if (!proof.revoked) {
		const words = problem && context.words(problem);
		const isLost = problem?.code === 'SECRET_UNREADABLE';
		const byHand = `${user.email} ends it in the Zoho account, under Sessions > Connected Apps`;
		const why = words?.message ?? 'it was renewed meanwhile';
		left.push(open(`${alias}: its refresh token may work at Zoho`, why, isLost ? byHand : again));
	}
	if (proof.replacedTokens > 0)
		left.push(
			open(`${alias}: earlier refresh tokens (${proof.replacedTokens})`, 'Zoho has not confirmed their revoke'),
		);
	if (proof.revoked && proof.keychainEntries !== 'gone')
		left.push(open(`${alias}: its entry in the keychain`, 'the keychain did not prove that it is deleted'));
	if (proof.revoked && proof.sealedValues > 0)
		left.push(open(`${alias}: sealed values in the database (${proof.sealedValues})`, 'another process is using them'));
	return left;
}

/** Asked anew: one may have begun or ended since the plan was made. */
function signInsLeft(context: Context, { customer }: OffboardPlan): readonly Left[] {
	const wanted = customer.toLowerCase();
	const waiting = context.store.signIns.all().filter((one) => one.customer?.toLowerCase() === wanted).length;
	if (waiting === 0) return [];
	return [
		{
			state: 'open',
			what: `Sign-ins on their way (${waiting})`,
			why: 'they may become connections of this customer',
			next: 'cancel them, or wait until they end, then offboard again',
		},
	];
}

function besideLeft({ beside }: OffboardPlan): readonly Left[] {
	return beside.map(({ alias, org, customer }) => ({
		state: 'kept',
		what: `${alias}: a connection to the same org, ${org.name}`,
		why: customer === null ? 'no customer is written on it' : `it is written down for ${customer}`,
		next: `latchkey revoke ${alias}, if it belongs to this engagement`,
	}));
}

function clientSecretsLeft({ apiClients }: OffboardPlan): readonly Left[] {
	return apiClients
		.filter(({ secrets }) => Object.keys(secrets).length > 0)
		.map(({ name, secrets }) => ({
			state: 'kept',
			what: `The client secrets of the API client ${name} (${Object.keys(secrets).join(', ').replace('*', 'every data center')})`,
			why: 'only this customer used it; it opens no org by itself',
			next: `latchkey api-client remove ${shellWord(name)}, once no record uses it; delete it in the API console, too`,
		}));
}

function recordsLeft({ customer }: OffboardPlan, done: readonly Offboarded[]): readonly Left[] {
	const kept = done.filter(({ forgotten }) => !forgotten).map(({ connection }) => connection.alias);
	if (kept.length === 0) return [];
	const next = `latchkey offboard --customer ${shellWord(customer)} --forget`;
	return [{ state: 'kept', what: `The records of ${kept.join(', ')}`, why: 'names and scopes, no secret', next }];
}

function settingsLeft({ store }: Context, { customer }: OffboardPlan): readonly Left[] {
	const quoted = JSON.stringify(customer).slice(1, -1);
	if (!store.settings.get('settings')?.includes(quoted)) return [];
	const next = "remove the customer's saved views and browser profile in the window";
	return [{ state: 'kept', what: "The customer's name in the settings", why: 'a person chose it there', next }];
}

/** Secrets that a person had Latchkey write elsewhere. */
function exportsLeft({ store }: Context, { connections }: OffboardPlan): readonly Left[] {
	const rows = store.audit.all().filter(({ act }) => leavingActs.has(act));
	return connections.flatMap(({ id, alias }): Left[] => {
		const days = rows
			.filter(({ connection }) => connection === id)
			.map(({ at }) => new Date(at).toISOString().slice(0, 10));
		if (days.length === 0) return [];
		return [
			{
				state: 'kept',
				what: `${alias}: copies of its secrets that were written to files (${[...new Set(days)].join(', ')})`,
				why: 'Latchkey does not know where they are now; the refresh token in them is revoked with the connection',
				next: 'delete those files; renew the client secret in the API console if others could read them',
			},
		];
	});
}

const leavingActs = new Set(['written in plain text', 'secret exported in a bundle']);

function copiesLeft({ backups, setAside }: Copies): readonly Left[] {
	const kept = (what: string, why: string, next: string): Left => ({ state: 'kept', what, why, next });
	const made = kept(
		`Backups of the database (${backups})`,
		'they hold the records, no secret',
		'`latchkey backup list` names the files; delete those that must go',
	);
	const aside = kept(
		`Databases that a restore put aside (${setAside})`,
		'they hold the records, and access tokens sealed under keys that are gone',
		'delete the folder set-aside beside the database when all is well',
	);
	const log = kept(
		'The audit log',
		'it proves what was done, and names aliases',
		'nothing: a row taken out would break its chain',
	);
	return [...(backups > 0 ? [made] : []), ...(setAside > 0 ? [aside] : []), log];
}
