import type { SignInView } from '../../../shared/views.ts';
import { Button } from '../../components/button.tsx';
import { keepFocus } from '../../lib/keep-focus.ts';
import { countdown } from '../../lib/time.ts';
import { useSeconds } from '../../lib/use-now.ts';
import { useActs } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import styles from './row-acts.module.css';

interface RowWaitProps {
	readonly signIn: SignInView;
	readonly focusable: boolean;
}

/** The wait for the browser, in the row: the time that is left and the way out. */
export function RowWait({ signIn, focusable }: RowWaitProps) {
	const now = useSeconds();
	const cancelSignIn = useActs((state) => state.cancelSignIn);
	return (
		<div className={styles.acts}>
			<span className={styles.left}>{countdown(signIn.expiresAt, now)}</span>
			<Button
				size="small"
				tabIndex={focusable ? 0 : -1}
				aria-label={words.acts.of(words.acts.cancel, signIn.alias ?? signIn.dataCenter)}
				onClick={(event) => {
					keepFocus(event);
					void cancelSignIn(signIn.id);
				}}
			>
				{words.acts.cancel}
			</Button>
		</div>
	);
}
