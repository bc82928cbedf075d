import type { Snapshot } from '../../../shared/views.ts';
import { Sheet } from '../../components/sheet.tsx';
import { useConnect, useData } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { ConnectFailed } from './connect-failed.tsx';
import { ConnectForm } from './connect-form.tsx';
import { ConnectWaiting } from './connect-waiting.tsx';

/** Connect: the form, the wait for the browser, and what went wrong. */
export function ConnectSheet({ snapshot }: { readonly snapshot: Snapshot }) {
	const { open, signInId, error, closeSheet } = useConnect((state) => state);
	const signIn = useData((state) => (signInId === null ? undefined : state.signIns[signInId]));
	const nameOf = (dataCenter: string) => snapshot.dataCenters.find(({ id }) => id === dataCenter)?.name ?? dataCenter;
	const failed = signIn !== undefined && error !== null;
	const title = failed ? words.connect.failedTitle : signIn ? words.connect.waitingTitle : words.connect.title;
	return (
		<Sheet open={open} title={title} onClose={closeSheet}>
			{signIn === undefined ? <ConnectForm snapshot={snapshot} /> : null}
			{signIn && error ? <ConnectFailed error={error} /> : null}
			{signIn && !error ? <ConnectWaiting signIn={signIn} dataCenter={nameOf(signIn.dataCenter)} /> : null}
		</Sheet>
	);
}
