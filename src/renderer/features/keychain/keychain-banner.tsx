import { useState } from 'react';
import type { KeychainView } from '../../../shared/views.ts';
import { viewOf } from '../../client/client.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { explain } from '../../lib/explain.ts';
import { mayUsePassphrase } from '../../lib/may-use-passphrase.ts';
import { useApp, useLocked, useSheets } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import styles from './keychain.module.css';
import { asksPassphrase, UnlockVault } from './unlock-vault.tsx';

/** Says why secrets cannot be read, and what to do: the passphrase, a vault where there is no keychain, or another try. */
export function KeychainBanner({ keychain }: { readonly keychain: KeychainView | null }) {
	const { client, data, toasts } = useApp();
	const show = useSheets((state) => state.show);
	const locked = useLocked();
	const [busy, setBusy] = useState(false);
	if (keychain === null || (keychain.state === 'ready' && keychain.problem === null)) return null;
	// The window's own lock asks for it.
	if (asksPassphrase(keychain)) return locked ? null : <UnlockVault />;
	const problem = keychain.problem && explain(keychain.problem);

	async function tryAgain() {
		setBusy(true);
		try {
			await client.call('probeKeychain', {});
			await data.getState().load();
		} catch (error) {
			toasts.getState().problem(viewOf(error));
		} finally {
			setBusy(false);
		}
	}

	return (
		<Notice
			tone="caution"
			alert
			message={problem?.message ?? words.keychain[keychain.state]}
			hint={problem?.hint ?? keychain.backend}
			className={styles.banner}
		>
			{mayUsePassphrase(keychain) && !locked ? (
				<Button size="small" onClick={() => show('settings', 'secrets')}>
					{words.vault.setUp}
				</Button>
			) : null}
			<Button size="small" aria-disabled={busy} onClick={() => busy || void tryAgain()}>
				{words.keychain.tryAgain}
			</Button>
		</Notice>
	);
}
