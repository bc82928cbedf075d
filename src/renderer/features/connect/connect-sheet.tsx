import type { SignInView, Snapshot } from '../../../shared/views.ts';
import { Sheet } from '../../components/sheet.tsx';
import { useConnect, useData } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { ConnectFailed } from './connect-failed.tsx';
import { ConnectForm } from './connect-form.tsx';
import { ConnectSecret } from './connect-secret.tsx';
import { ConnectWaiting } from './connect-waiting.tsx';

function titleOf(signIn: SignInView | undefined, failed: boolean): string {
	if (failed) return words.connect.failedTitle;
	if (signIn?.state === 'needs_secret') return words.connect.secretTitle;
	return signIn ? words.connect.waitingTitle : words.connect.title;
}

/** Connect: the form, the wait for the browser, a secret that is missing, and what went wrong. */
export function ConnectSheet({ snapshot }: { readonly snapshot: Snapshot }) {
	const { open, signInId, error, closeSheet } = useConnect((state) => state);
	const signIn = useData((state) => (signInId === null ? undefined : state.signIns[signInId]));
	const dataCenter = snapshot.dataCenters.find(({ id }) => id === signIn?.dataCenter);
	const failed = signIn !== undefined && error !== null;
	const going = failed ? undefined : signIn;
	return (
		<Sheet open={open} title={titleOf(signIn, failed)} onClose={closeSheet}>
			{signIn === undefined ? <ConnectForm snapshot={snapshot} /> : null}
			{signIn && error ? <ConnectFailed error={error} /> : null}
			{going?.state === 'needs_secret' ? <ConnectSecret key={going.id} signIn={going} dataCenter={dataCenter} /> : null}
			{going && going.state !== 'needs_secret' ? (
				<ConnectWaiting signIn={going} dataCenter={dataCenter?.name ?? going.dataCenter} />
			) : null}
		</Sheet>
	);
}
