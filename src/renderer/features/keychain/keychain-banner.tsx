import { useState } from 'react';
import type { KeychainView } from '../../../shared/views.ts';
import { viewOf } from '../../client/client.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { explain } from '../../lib/explain.ts';
import { useApp } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import styles from './keychain.module.css';

/** Says why secrets cannot be read, and tries again. */
export function KeychainBanner({ keychain }: { readonly keychain: KeychainView | null }) {
	const { client, data, toasts } = useApp();
	const [busy, setBusy] = useState(false);
	if (keychain === null || keychain.state === 'ready') return null;
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
			<Button size="small" aria-disabled={busy} onClick={() => busy || void tryAgain()}>
				{words.keychain.tryAgain}
			</Button>
		</Notice>
	);
}
