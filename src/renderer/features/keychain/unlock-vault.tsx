import { Lock } from 'lucide-react';
import type { FormEvent } from 'react';
import { useRef, useState } from 'react';
import type { KeychainView } from '../../../shared/views.ts';
import type { ErrorView } from '../../client/client.ts';
import { viewOf } from '../../client/client.ts';
import { Button } from '../../components/button.tsx';
import { NextActButton } from '../../components/next-act.tsx';
import { Notice } from '../../components/notice.tsx';
import { TextField } from '../../components/text-field.tsx';
import { cx } from '../../lib/cx.ts';
import { explain } from '../../lib/explain.ts';
import { useApp } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import styles from './unlock-vault.module.css';

/** Whether the secrets lie in a file that waits for its passphrase. */
export const asksPassphrase = (keychain: KeychainView | null) =>
	keychain?.vault === 'passphrase' && keychain.state === 'locked';

interface UnlockVaultProps {
	/** What comes next once it is open. */
	readonly onOpen?: () => void;
	/** Takes the keyboard: nothing else can be done. */
	readonly takesFocus?: boolean;
}

/** Asks for the passphrase of the vault. It stays in the input until it is sent, goes to the main process once, and is kept by nobody here. */
export function UnlockVault({ onOpen, takesFocus = false }: UnlockVaultProps) {
	const { client, data, toasts } = useApp();
	const field = useRef<HTMLInputElement>(null);
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<ErrorView | null>(null);

	async function onSubmit(event: FormEvent) {
		event.preventDefault();
		const input = field.current;
		if (input === null || busy) return;
		const passphrase = input.value;
		input.value = '';
		setBusy(true);
		setProblem(null);
		try {
			await client.call('unlockVault', { passphrase });
			toasts.getState().announce(words.vault.opened);
			onOpen?.();
			await data.getState().load();
		} catch (error) {
			setProblem(viewOf(error));
			input.focus();
		} finally {
			setBusy(false);
		}
	}

	const wrong = problem?.code === 'PASSPHRASE_WRONG';
	return (
		<form
			aria-label={words.vault.title}
			className={cx(styles.vault, takesFocus && styles.alone)}
			onSubmit={(event) => void onSubmit(event)}
		>
			<Lock aria-hidden="true" size={16} strokeWidth={1.75} className={styles.icon} />
			<div className={styles.words}>
				<h2 className={styles.title}>{words.vault.title}</h2>
				<p className={styles.text}>{words.vault.text}</p>
				<TextField
					label={words.vault.passphrase}
					name="passphrase"
					type="password"
					dir="ltr"
					maxLength={4096}
					ref={field}
					autoFocus={takesFocus}
					side={
						<Button type="submit" tone="primary" className={styles.open} aria-disabled={busy}>
							{busy ? words.vault.opening : words.vault.open}
						</Button>
					}
					required
				/>
				{wrong ? (
					<p role="alert" className={styles.wrong}>
						{words.vault.wrong}
					</p>
				) : null}
				{problem && !wrong ? (
					<Notice tone="problem" alert {...explain(problem)}>
						<NextActButton error={problem} />
					</Notice>
				) : null}
			</div>
		</form>
	);
}
