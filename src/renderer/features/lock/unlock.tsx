import { useEffect, useRef } from 'react';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { explain } from '../../lib/explain.ts';
import { useData, useLock } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { asksPassphrase, UnlockVault } from '../keychain/unlock-vault.tsx';
import styles from './lock.module.css';

/** The one way back. It takes the keyboard: what had it is closed or does not work. A vault that is locked asks for its passphrase first. */
export function UnlockButton() {
	const { busy, unlock } = useLock((state) => state);
	const asks = useData(({ snapshot }) => asksPassphrase(snapshot?.keychain ?? null));
	const place = useRef<HTMLSpanElement>(null);
	useEffect(() => place.current?.querySelector('button')?.focus(), []);
	if (asks) return <UnlockVault takesFocus onOpen={() => void unlock()} />;
	return (
		<span ref={place}>
			<Button tone="primary" aria-disabled={busy} onClick={() => void unlock()}>
				{busy ? words.lock.unlocking : words.lock.unlock}
			</Button>
		</span>
	);
}

/** Why it stays locked. */
export function UnlockProblem() {
	const error = useLock((state) => state.error);
	if (error === null) return null;
	return <Notice tone="problem" alert {...explain(error)} className={styles.problem} />;
}
