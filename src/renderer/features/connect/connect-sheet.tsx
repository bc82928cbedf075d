import type { ConnectionView, SignInView, Snapshot } from '../../../shared/views.ts';
import { Sheet } from '../../components/sheet.tsx';
import { useConnect, useData, useImport } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { ImportSteps } from '../imports/import-steps.tsx';
import { OfflineConnect } from '../network/offline-places.tsx';
import { ConnectDone } from './connect-done.tsx';
import { ConnectFailed } from './connect-failed.tsx';
import { ConnectForm } from './connect-form.tsx';
import { ConnectSecret } from './connect-secret.tsx';
import { ConnectWaiting } from './connect-waiting.tsx';
import { ReauthForm } from './reauth-form.tsx';

interface Shown {
	readonly signIn: SignInView | undefined;
	readonly failed: boolean;
	readonly renewed: ConnectionView | undefined;
	readonly isConnected: boolean;
	/** An import has read what is there. */
	readonly hasRead: boolean;
}

function titleOf({ signIn, failed, renewed, isConnected, hasRead }: Shown): string {
	if (isConnected) return words.connect.connected;
	if (hasRead) return words.imports.title;
	if (failed) return renewed ? words.reauth.failedTitle(renewed.alias) : words.connect.failedTitle;
	if (signIn?.state === 'needs_secret') return words.connect.secretTitle;
	if (signIn) return signIn.device ? words.connect.deviceTitle : words.connect.waitingTitle;
	return renewed ? words.reauth.title(renewed.alias) : words.connect.title;
}

/** The connection in the list: the empty list has gone with the button that began its first one. */
const rowOf = (id: string | undefined) => () =>
	document.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(id ?? '')}"]`);

/** Every way to connections: the form, the wait, a secret that is missing, what came of it or went wrong; and an import. */
export function ConnectSheet({ snapshot }: { readonly snapshot: Snapshot }) {
	const { open, draft, renewedId, signInId, connected, error, closeSheet } = useConnect((state) => state);
	const signIn = useData((state) => (signInId === null ? undefined : state.signIns[signInId]));
	const hasStore = useImport((state) => state.store !== null);
	const placeOf = (wanted: string | undefined) => snapshot.dataCenters.find(({ id }) => id === wanted);
	const connectionOf = (wanted: string | null) => snapshot.connections.find(({ id }) => id === wanted);
	const renewed = connectionOf(renewedId);
	const made = connectionOf(connected?.id ?? null);
	const failed = signIn !== undefined && error !== null;
	const going = failed ? undefined : signIn;
	// A connection that was forgotten meanwhile has nothing to renew and needs no name.
	const isGone = (renewedId !== null && renewed === undefined) || (connected !== null && made === undefined);
	const begins = signIn === undefined && renewedId === null && connected === null;
	const imports = begins && draft.way === 'import';
	const title = titleOf({ signIn, failed, renewed, isConnected: connected !== null, hasRead: imports && hasStore });
	return (
		<Sheet open={open && !isGone} title={title} onClose={closeSheet} goesOnAt={rowOf(connected?.id)}>
			{connected || imports ? null : (
				<OfflineConnect signIn={going} dataCenter={placeOf(going?.dataCenter)} renewed={renewed} />
			)}
			{begins && !imports ? <ConnectForm snapshot={snapshot} /> : null}
			{imports ? <ImportSteps snapshot={snapshot} /> : null}
			{signIn === undefined && renewed && connected === null ? (
				<ReauthForm key={renewed.id} connection={renewed} snapshot={snapshot} />
			) : null}
			{signIn && error ? <ConnectFailed error={error} /> : null}
			{going?.state === 'needs_secret' ? (
				<ConnectSecret key={going.id} signIn={going} dataCenter={placeOf(going.dataCenter)} />
			) : null}
			{going && going.state !== 'needs_secret' ? (
				<ConnectWaiting signIn={going} dataCenter={placeOf(going.dataCenter)?.name ?? going.dataCenter} />
			) : null}
			{connected && made ? (
				<ConnectDone
					key={made.id}
					connection={made}
					dataCenter={placeOf(made.dataCenter)}
					notices={connected.notices}
				/>
			) : null}
		</Sheet>
	);
}
