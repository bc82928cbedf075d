import { Button } from '../../components/button.tsx';
import { Name } from '../../components/name.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { countdown } from '../../lib/time.ts';
import { useSeconds } from '../../lib/use-now.ts';
import { useActs, useConnect, useData } from '../../stores/app-context.ts';
import { activeConnects } from '../../stores/sign-ins.ts';
import { words } from '../../words.ts';
import styles from './waiting-strip.module.css';
import { groupsOf } from './ways-in.ts';

interface WaitingStripProps {
	readonly nameOf: (dataCenter: string) => string;
}

/** Sign-ins that go on waiting after their sheet was closed. */
export function WaitingStrip({ nameOf }: WaitingStripProps) {
	const now = useSeconds();
	const signIns = useData((state) => state.signIns);
	const { open, signInId, followSignIn } = useConnect((state) => state);
	const cancelSignIn = useActs((state) => state.cancelSignIn);
	const waiting = activeConnects(signIns, now).filter(({ id }) => !(open && id === signInId));
	if (waiting.length === 0) return null;
	return (
		<ul className={styles.strip}>
			{waiting.map(({ id, alias, dataCenter, checkCode, device, expiresAt, state }) => (
				<li key={id} className={styles.item}>
					<StatusMark status={state === 'needs_secret' ? 'needs_reauth' : 'pending'} />
					<Name
						text={
							state === 'needs_secret'
								? words.connect.secretNeeded(alias, nameOf(dataCenter))
								: (alias ?? words.connect.background(nameOf(dataCenter)))
						}
						className={styles.name}
					/>
					{state === 'needs_secret' ? null : <code>{checkCode ?? groupsOf(device?.userCode ?? '').join(' ')}</code>}
					<span className={styles.left}>{words.connect.left(countdown(expiresAt, now))}</span>
					<Button size="small" tone={state === 'needs_secret' ? 'primary' : 'plain'} onClick={() => followSignIn(id)}>
						{state === 'needs_secret' ? words.connect.enterSecret : words.connect.show}
					</Button>
					<Button size="small" onClick={() => void cancelSignIn(id)}>
						{words.connect.cancel}
					</Button>
				</li>
			))}
		</ul>
	);
}
