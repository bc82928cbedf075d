import type { ConnectionView, SignInView, Snapshot } from '../../../shared/views.ts';
import { Sheet } from '../../components/sheet.tsx';
import { useConnect, useData } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { OfflineConnect } from '../network/offline-places.tsx';
import { ConnectFailed } from './connect-failed.tsx';
import { ConnectForm } from './connect-form.tsx';
import { ConnectSecret } from './connect-secret.tsx';
import { ConnectWaiting } from './connect-waiting.tsx';
import { ReauthForm } from './reauth-form.tsx';

interface Shown {
	readonly signIn: SignInView | undefined;
	readonly failed: boolean;
	readonly renewed: ConnectionView | undefined;
}

function titleOf({ signIn, failed, renewed }: Shown): string {
	if (failed) return renewed ? words.reauth.failedTitle(renewed.alias) : words.connect.failedTitle;
	if (signIn?.state === 'needs_secret') return words.connect.secretTitle;
	if (signIn) return signIn.device ? words.connect.deviceTitle : words.connect.waitingTitle;
	return renewed ? words.reauth.title(renewed.alias) : words.connect.title;
}

/** Every sign-in, for a new connection or to renew one: the form, the wait, a secret that is missing, and what went wrong. */
export function ConnectSheet({ snapshot }: { readonly snapshot: Snapshot }) {
	const { open, renewedId, signInId, error, closeSheet } = useConnect((state) => state);
	const signIn = useData((state) => (signInId === null ? undefined : state.signIns[signInId]));
	const dataCenter = snapshot.dataCenters.find(({ id }) => id === signIn?.dataCenter);
	const renewed = snapshot.connections.find(({ id }) => id === renewedId);
	const failed = signIn !== undefined && error !== null;
	const going = failed ? undefined : signIn;
	// A connection that was forgotten meanwhile has nothing to renew.
	const isGone = renewedId !== null && renewed === undefined;
	return (
		<Sheet open={open && !isGone} title={titleOf({ signIn, failed, renewed })} onClose={closeSheet}>
			<OfflineConnect signIn={going} dataCenter={dataCenter} renewed={renewed} />
			{signIn === undefined && renewedId === null ? <ConnectForm snapshot={snapshot} /> : null}
			{signIn === undefined && renewed ? (
				<ReauthForm key={renewed.id} connection={renewed} snapshot={snapshot} />
			) : null}
			{signIn && error ? <ConnectFailed error={error} /> : null}
			{going?.state === 'needs_secret' ? <ConnectSecret key={going.id} signIn={going} dataCenter={dataCenter} /> : null}
			{going && going.state !== 'needs_secret' ? (
				<ConnectWaiting signIn={going} dataCenter={dataCenter?.name ?? going.dataCenter} />
			) : null}
		</Sheet>
	);
}
