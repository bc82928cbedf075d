import { PanelRightOpen, X } from 'lucide-react';
import type { SignInView } from '../../../shared/views.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { keepFocus } from '../../lib/keep-focus.ts';
import { countdown } from '../../lib/time.ts';
import { useSeconds } from '../../lib/use-now.ts';
import { useActs, useConnect } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import styles from './row-acts.module.css';

const size = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

interface RowWaitProps {
	readonly signIn: SignInView;
	readonly focusable: boolean;
}

/** The wait for the person, in the row: the time that is left, what to do there, and the way out. */
export function RowWait({ signIn, focusable }: RowWaitProps) {
	const now = useSeconds();
	const followSignIn = useConnect((state) => state.followSignIn);
	const alias = signIn.alias ?? signIn.dataCenter;
	const cancelSignIn = useActs((state) => state.cancelSignIn);
	return (
		<div className={styles.acts}>
			<span className={styles.left}>{countdown(signIn.expiresAt, now)}</span>
			<IconButton
				label={words.acts.show}
				name={words.acts.of(words.acts.show, alias)}
				icon={<PanelRightOpen {...size} />}
				tabIndex={focusable ? 0 : -1}
				className={styles.act}
				onClick={() => followSignIn(signIn.id)}
			/>
			<IconButton
				label={words.acts.cancel}
				name={words.acts.of(words.acts.cancel, alias)}
				icon={<X {...size} />}
				tabIndex={focusable ? 0 : -1}
				className={styles.act}
				onClick={(event) => {
					keepFocus(event);
					void cancelSignIn(signIn.id);
				}}
			/>
		</div>
	);
}
