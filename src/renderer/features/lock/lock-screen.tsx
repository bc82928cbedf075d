import { Lock } from 'lucide-react';
import { words } from '../../words.ts';
import { Blank } from '../connections/blank.tsx';
import styles from './lock.module.css';
import { UnlockButton, UnlockProblem } from './unlock.tsx';

/** In place of everything, where the list is not to be read while locked. */
export function LockScreen() {
	return (
		<main className={styles.screen}>
			<h1 className="visually-hidden">{words.appName}</h1>
			<Blank
				icon={<Lock aria-hidden="true" size={24} strokeWidth={1.5} />}
				title={words.lock.title}
				text={words.lock.hidden}
			>
				<UnlockButton />
			</Blank>
			<UnlockProblem />
		</main>
	);
}
