import type { DataCenter } from '../../domain/data-center.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HostAnswer, HostProbe, HostSilence } from '../../ports/host-probe.ts';
import type { Store } from '../../ports/store.ts';
import { allDataCenters as knownDataCenters } from '../context.ts';
import { type Finding, fail, listed, ok, own, type Words, warn, words } from './finding.ts';

/** A clock that is this far off is worth a word; from the second on, certificates look expired. Milliseconds. */
const offMs = 60_000;
const farOffMs = 86_400_000;

interface Asked {
	readonly origin: string;
	readonly answer: HostAnswer | HostSilence;
	/** How far the server's clock is ahead of this machine's; null: it did not say. */
	readonly skewMs: number | null;
}

/** Asks the accounts and API hosts of each data center that has connections: name, certificate, and how late it is there. */
export async function checkNetwork(store: Store, hosts: HostProbe, clock: Clock): Promise<readonly Finding[]> {
	const used = hostsInUse(store);
	if (used.length === 0) return [ok('network', ['No connection, so no host was asked'])];
	const asked = await Promise.all(
		used.map(async ({ dataCenter, origins }) => ({
			dataCenter,
			hosts: await Promise.all(origins.map((origin) => ask(origin, hosts, clock))),
		})),
	);
	const skews = asked.flatMap(({ hosts: all }) => all.flatMap(({ skewMs }) => (skewMs === null ? [] : [skewMs])));
	return [...asked.map((one) => reached(one.dataCenter, one.hosts)), ...clockFinding(skews)];
}

/** Data centers of connections that are not revoked, with the hosts that these use. */
function hostsInUse(store: Store) {
	const connections = store.connections.all().filter(({ ref }) => ref !== null);
	return knownDataCenters({ store }).flatMap((dataCenter) => {
		const mine = connections.filter((one) => one.dataCenter === dataCenter.id);
		const origins = new Set([dataCenter.accountsUrl, ...mine.map(({ apiDomain }) => apiDomain)]);
		return mine.length > 0 ? [{ dataCenter, origins: [...origins] }] : [];
	});
}

async function ask(origin: string, hosts: HostProbe, clock: Clock): Promise<Asked> {
	const before = clock.now();
	const answer = await hosts.ask(origin);
	const serverTime = answer.state === 'answered' ? answer.serverTime : null;
	// The server looked at its clock between question and answer.
	return { origin, answer, skewMs: serverTime === null ? null : serverTime - (before + clock.now()) / 2 };
}

function reached(dataCenter: DataCenter, asked: readonly Asked[]): Finding {
	const name = dataCenter.kind === 'built-in' ? dataCenter.name : own('data center', dataCenter.name);
	const silent = asked.flatMap(({ origin, answer }) => (answer.state === 'silent' ? [{ origin, answer }] : []));
	const host = (origin: string) =>
		dataCenter.kind === 'built-in' ? new URL(origin).host : own('host', new URL(origin).host);
	const [first] = silent;
	if (!first) {
		const all = asked.map(({ origin, answer }) => words`${host(origin)}${manner(answer)}`);
		return ok('network', words`${name}: ${listed(all)}`);
	}
	const message = words`${name}: ${listed(silent.map(({ origin, answer }) => words`${host(origin)}: ${answer.problem}`))}`;
	if (dataCenter.kind === 'practice')
		return warn('network', message, ['The practice CRM does not run: `latchkey practice`, or start it in the app.']);
	return fail('network', message, [fixes[first.answer.step]]);
}

function manner(answer: Asked['answer']): Words {
	if (answer.state === 'silent') return [];
	if (!answer.tls) return [' answers (http on this machine)'];
	const { protocol, issuer } = answer.tls;
	return words` answers (${protocol}, certificate by ${own('certificate authority', issuer)})`;
}

const fixes: Readonly<Record<HostSilence['step'], string>> = {
	name: 'Check the network and its name server (DNS). Behind a company proxy set HTTPS_PROXY.',
	proxy: 'Check HTTPS_PROXY, and that the proxy lets this host through; NO_PROXY leaves a host out.',
	certificate:
		'Where a company reads the traffic, set NODE_EXTRA_CA_CERTS to its certificate. Anywhere else: do not sign in over this network.',
	connection: 'Check the network, the firewall and HTTPS_PROXY, then look again.',
};

/** The median, so that one server with a wrong clock does not accuse this machine. */
function clockFinding(skews: readonly number[]): readonly Finding[] {
	const skew = skews.toSorted((a, b) => a - b)[Math.floor(skews.length / 2)];
	if (skew === undefined) return [];
	const off = Math.abs(skew);
	if (off < offMs) return [ok('clock', ["This machine's clock agrees with the servers' to the minute"])];
	const message = words`This machine's clock is ${duration(off)} ${skew > 0 ? 'behind' : 'ahead of'} the servers'`;
	const fix = ['Let the system set the time by itself. Latchkey allows for it, but certificates and logs do not.'];
	return [off < farOffMs ? warn('clock', message, fix) : fail('clock', message, fix)];
}

function duration(ms: number): string {
	const minutes = Math.round(ms / 60_000);
	if (minutes < 120) return `${minutes} min`;
	const hours = Math.round(minutes / 60);
	return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
