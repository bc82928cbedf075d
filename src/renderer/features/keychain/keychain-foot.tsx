import { KeyRound, ShieldAlert, ShieldCheck } from 'lucide-react';
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

/** Where the secrets are and whether they can be read. */
export function KeychainFoot({ keychain, practiceRunning }: KeychainFootProps) {
	return (
		<footer className={styles.foot}>
			<div className={cx(styles.state, keychain && keychain.state !== 'ready' && styles.closed)}>
				{keychain === null ? <KeyRound {...icon} /> : null}
				{keychain?.state === 'ready' ? <ShieldCheck {...icon} /> : null}
				{keychain && keychain.state !== 'ready' ? <ShieldAlert {...icon} /> : null}
				<div className={styles.words}>
					<p>{keychain === null ? words.keychain.probing : words.keychain[keychain.state]}</p>
					{keychain ? <Name text={keychain.backend} wrap className={styles.backend} /> : null}
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
