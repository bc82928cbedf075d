import { KeyRound, ShieldAlert, ShieldCheck } from 'lucide-react';
import { manyEntries } from '../../../shared/many-entries.ts';
import type { KeychainView } from '../../../shared/views.ts';
import { Name } from '../../components/name.tsx';
import { PracticeMark } from '../../components/practice-mark.tsx';
import { cx } from '../../lib/cx.ts';
import { words } from '../../words.ts';
import styles from './keychain.module.css';

interface KeychainFootProps {
	readonly keychain: KeychainView | null;
	readonly practiceRunning: boolean;
}

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

function stateWords({ vault, state }: KeychainView): string {
	const { vaultReady, vaultLocked, vaultUnavailable } = words.keychain;
	if (vault === 'keychain') return words.keychain[state];
	return { ready: vaultReady, locked: vaultLocked, unavailable: vaultUnavailable }[state];
}

/** Where the secrets are and whether they can be read. */
export function KeychainFoot({ keychain, practiceRunning }: KeychainFootProps) {
	return (
		<footer className={styles.foot}>
			<div className={cx(styles.state, keychain && keychain.state !== 'ready' && styles.closed)}>
				{keychain === null ? <KeyRound {...icon} /> : null}
				{keychain?.state === 'ready' ? <ShieldCheck {...icon} /> : null}
				{keychain && keychain.state !== 'ready' ? <ShieldAlert {...icon} /> : null}
				<div className={styles.words}>
					<p>{keychain === null ? words.keychain.probing : stateWords(keychain)}</p>
					{keychain ? (
						<Name
							text={keychain.vault === 'passphrase' ? words.keychain.vaultBackend : keychain.backend}
							wrap
							className={styles.backend}
						/>
					) : null}
					{keychain?.vault === 'keychain' && keychain.entries >= manyEntries ? (
						<p className={styles.crowded}>{words.keychain.crowded(keychain.entries)}</p>
					) : null}
				</div>
			</div>
			{practiceRunning ? (
				<p className={styles.practice}>
					<PracticeMark />
					<span className={styles.running}>{words.practice.running}</span>
				</p>
			) : null}
		</footer>
	);
}
