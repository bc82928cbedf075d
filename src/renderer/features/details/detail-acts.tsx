import { Check, Copy } from 'lucide-react';
import { isParked } from '../../../shared/needs-attention.ts';
import type { ConnectionView } from '../../../shared/views.ts';
import { Button } from '../../components/button.tsx';
import { TokenTime } from '../../components/token-time.tsx';
import { useSeconds } from '../../lib/use-now.ts';
import type { Act } from '../../stores/acts-store.ts';
import { useActs, useExport, useLocked } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import styles from './detail-acts.module.css';
import { nextStep } from './next-step.ts';
import { ReauthChoices } from './reauth-choices.tsx';

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

/** "Copy token" and, for as long as the clipboard holds it, how long it still does. */
function CopyToken({ connection }: { readonly connection: ConnectionView }) {
	const now = useSeconds();
	const until = useActs(({ copied }) => (copied?.id === connection.id ? copied.until : 0));
	const busy = useActs((state) => state.busy[connection.id]);
	const run = useActs((state) => state.run);
	const locked = useLocked();
	const seconds = Math.floor((until - now) / 1000);
	const held = seconds > 0;
	const first = nextStep(connection.status) === null;
	return (
		<Button
			tone={first ? 'primary' : 'plain'}
			className={styles.wide}
			icon={held ? <Check {...icon} /> : <Copy {...icon} />}
			disabled={locked}
			aria-disabled={busy !== undefined}
			onClick={() => void run('copyToken', connection)}
		>
			{held ? words.acts.copied(seconds) : words.acts.copyToken}
		</Button>
	);
}

/** What can be done with the connection. */
export function DetailActs({ connection }: { readonly connection: ConnectionView }) {
	const busy = useActs((state) => state.busy[connection.id]);
	const run = useActs((state) => state.run);
	const openExport = useExport((state) => state.openSheet);
	const locked = useLocked();
	const { status } = connection;
	const step = nextStep(status)?.act;
	const live = status !== 'revoked' && status !== 'revoke_queued';
	const usable = live && status !== 'needs_reauth';

	const button = (act: Act, label: string, tone: 'plain' | 'danger' = 'plain') => (
		<Button tone={tone} disabled={locked} aria-disabled={busy !== undefined} onClick={() => void run(act, connection)}>
			{label}
		</Button>
	);
	return (
		<fieldset aria-label={words.details.acts} className={styles.acts}>
			{usable ? (
				<>
					<CopyToken connection={connection} />
					<p className={styles.token}>
						<span>{words.token.name}</span>
						<TokenTime expiresAt={connection.accessTokenExpiresAt} />
					</p>
				</>
			) : null}
			<div className={styles.more}>
				{usable ? button('refresh', words.acts.refresh) : null}
				{usable ? (
					<Button disabled={locked} onClick={() => openExport(connection.id)}>
						{words.exports.open}
					</Button>
				) : null}
				{live && step !== 'check' ? button('check', words.acts.check) : null}
				{step === 'reauth' ? null : (
					<span className={styles.pair}>
						{button('reauth', words.acts.reauth)}
						<ReauthChoices id={connection.id} />
					</span>
				)}
			</div>
			<div className={styles.more}>
				{live && !isParked(connection) ? button('revoke', words.acts.revoke, 'danger') : null}
				{button('forget', words.acts.forget, 'danger')}
			</div>
		</fieldset>
	);
}
