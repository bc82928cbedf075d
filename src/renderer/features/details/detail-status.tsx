import { isParked } from '../../../shared/needs-attention.ts';
import type { ConnectionView, DataCenterView } from '../../../shared/views.ts';
import { Button } from '../../components/button.tsx';
import { CopyTrace } from '../../components/copy-trace.tsx';
import { NextActButton } from '../../components/next-act.tsx';
import { Notice } from '../../components/notice.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { explain } from '../../lib/explain.ts';
import { keepFocus } from '../../lib/keep-focus.ts';
import { countdown } from '../../lib/time.ts';
import { useNow, useSeconds } from '../../lib/use-now.ts';
import type { Act } from '../../stores/acts-store.ts';
import { useActs, useConnect, useData, useLocked, useView } from '../../stores/app-context.ts';
import { reauthOf } from '../../stores/sign-ins.ts';
import { words } from '../../words.ts';
import { groupsOf } from '../connect/ways-in.ts';
import { shortName } from '../connections/grouping.ts';
import { statusWords } from '../connections/status-words.ts';
import { OfflineDetails } from '../network/offline-places.tsx';
import styles from './detail-status.module.css';
import { nextStep } from './next-step.ts';
import { ReauthChoices } from './reauth-choices.tsx';

interface DetailStatusProps {
	readonly connection: ConnectionView;
	readonly dataCenter: DataCenterView | undefined;
}

const nameOf = (act: Act) => words.acts[act].replace('…', '');

/** The status in words, why it is so, and the next step. */
export function DetailStatus({ connection, dataCenter }: DetailStatusProps) {
	const { id, status, problem } = connection;
	const now = useNow();
	const seconds = useSeconds();
	const signIns = useData((state) => state.signIns);
	const failed = useActs((state) => state.problems[id]);
	const busy = useActs((state) => state.busy[id]);
	const run = useActs((state) => state.run);
	const followSignIn = useConnect((state) => state.followSignIn);
	const reveal = useView((state) => state.reveal);
	const cancelSignIn = useActs((state) => state.cancelSignIn);
	const reauth = reauthOf(signIns, id, seconds);
	const step = useLocked() ? null : nextStep(status);
	const other = useData((state) => state.snapshot?.connections.find((each) => each.id === failed?.other?.id));
	const sameProblem = failed && problem && failed.error.message === problem.message;

	if (reauth) {
		return (
			<div className={styles.status}>
				<p className={styles.line}>
					<StatusMark status="pending" />
					<span>{reauth.state === 'finishing' ? words.status.finishing : words.status.pending}</span>
					<span className={styles.left}>{countdown(reauth.expiresAt, seconds)}</span>
				</p>
				<p className={styles.text}>
					{reauth.device ? words.connect.deviceText : words.connect.waitingText}{' '}
					<strong className={styles.code}>
						{reauth.checkCode ?? groupsOf(reauth.device?.userCode ?? '').join(' ')}
					</strong>
				</p>
				{reauth.device ? <code className={styles.address}>{reauth.device.verificationUrl}</code> : null}
				<div className={styles.acts}>
					<Button size="small" onClick={() => followSignIn(reauth.id)}>
						{words.acts.show}
					</Button>
					<Button
						size="small"
						onClick={(event) => {
							keepFocus(event);
							void cancelSignIn(reauth.id);
						}}
					>
						{words.acts.cancel}
					</Button>
				</div>
			</div>
		);
	}

	return (
		<div className={styles.status}>
			<p className={styles.line}>
				<StatusMark status={status} />
				<span>{statusWords(connection, shortName(dataCenter, connection.dataCenter), now).full}</span>
			</p>
			<OfflineDetails connection={connection} />
			{problem ? (
				<Notice tone={status === 'needs_reauth' ? 'caution' : 'info'} {...explain(problem)}>
					{status === 'unreachable' || status === 'locked' ? <CopyTrace /> : null}
				</Notice>
			) : null}
			{step ? (
				<div className={styles.acts}>
					<Button
						tone="primary"
						aria-disabled={busy !== undefined}
						onClick={(event) => {
							keepFocus(event);
							void run(step.act, connection);
						}}
					>
						{step.label}
					</Button>
					{step.act === 'reauth' ? <ReauthChoices id={id} /> : null}
					{isParked(connection) ? (
						<Button tone="danger" aria-disabled={busy !== undefined} onClick={() => void run('revoke', connection)}>
							{words.acts.revoke}
						</Button>
					) : null}
				</div>
			) : null}
			{failed && !sameProblem ? (
				<Notice
					tone={failed.error.code === 'OFFLINE' ? 'info' : 'problem'}
					title={words.details.actFailed(nameOf(failed.act))}
					{...explain(failed.error)}
				>
					{other ? (
						<Button size="small" onClick={() => reveal(other.id)}>
							{words.details.showNamed(other.alias)}
						</Button>
					) : null}
					{/* What else can be done with the connection has its buttons beside this. */}
					<NextActButton error={failed.error} about={{ retry: () => void run(failed.act, connection) }} />
					<CopyTrace />
				</Notice>
			) : null}
		</div>
	);
}
