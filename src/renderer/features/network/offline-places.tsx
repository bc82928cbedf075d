import { useMemo } from 'react';
import type { BulkAct } from '../../../shared/bulk.ts';
import { defaultMinTtlSeconds } from '../../../shared/min-ttl.ts';
import type { ConnectionView, DataCenterView, SignInView } from '../../../shared/views.ts';
import { Button } from '../../components/button.tsx';
import { clockTime } from '../../lib/time.ts';
import { useNow } from '../../lib/use-now.ts';
import { useLocked, useNetwork } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { latestCheck } from '../connections/latest-check.ts';
import { OfflineLine } from './offline-line.tsx';

// The practice CRM runs on this computer: it needs no network, and neither do its connections.
const needsNetwork = ({ practice }: ConnectionView) => !practice;

/** Above the list: how old what it shows is. */
export function OfflineList({ all }: { readonly all: readonly ConnectionView[] }) {
	const now = useNow();
	const locked = useLocked();
	const busy = useNetwork((state) => state.busy);
	const look = useNetwork((state) => state.look);
	const last = useMemo(() => latestCheck(all), [all]);
	if (all.length > 0 && !all.some(needsNetwork)) return null;
	const text = last === '' ? words.offline.listNever : words.offline.list(clockTime(last, now));
	return (
		<OfflineLine text={text}>
			{locked ? null : (
				<Button size="small" aria-disabled={busy} onClick={() => void look()}>
					{busy ? words.offline.looking : words.offline.look}
				</Button>
			)}
		</OfflineLine>
	);
}

/** In the plan of an act on many: what would become of it now. */
export const OfflinePlan = ({ act, meant }: { readonly act: BulkAct; readonly meant: readonly ConnectionView[] }) =>
	meant.some(needsNetwork) ? <OfflineLine place="card" text={words.offline.plan[act]} /> : null;

interface OfflineConnectProps {
	/** The one that is on its way. */
	readonly signIn: SignInView | undefined;
	/** Where it goes to. */
	readonly dataCenter: DataCenterView | undefined;
	/** The connection that is renewed. */
	readonly renewed: ConnectionView | undefined;
}

/** In the sheet of a sign-in: the form keeps what is typed, and a page that could not open is opened again. */
export function OfflineConnect({ signIn, dataCenter, renewed }: OfflineConnectProps) {
	if (dataCenter?.kind === 'practice' || renewed?.practice) return null;
	return <OfflineLine place="sheet" text={signIn ? words.offline.signIn : words.offline.connect} />;
}

/** In the details: whether its token can be handed out without asking anybody. */
export function OfflineDetails({ connection }: { readonly connection: ConnectionView }) {
	const now = useNow();
	if (!needsNetwork(connection)) return null;
	const { accessTokenExpiresAt, status } = connection;
	// One with less left would be renewed first.
	const until = accessTokenExpiresAt === null ? 0 : Date.parse(accessTokenExpiresAt) - defaultMinTtlSeconds * 1000;
	const usable = status !== 'revoked' && status !== 'revoke_queued' && status !== 'needs_reauth';
	const { tokenUntil, tokenEnded, waits, queued } = words.offline;
	if (status === 'revoke_queued') return <OfflineLine place="card" text={queued} />;
	if (!usable) return <OfflineLine place="card" text={waits} />;
	const time = clockTime(new Date(until).toISOString(), now);
	return <OfflineLine place="card" text={until > now ? tokenUntil(time) : tokenEnded} />;
}
