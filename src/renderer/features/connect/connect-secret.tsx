import type { FormEvent } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import type { DataCenterView, SignInView } from '../../../shared/views.ts';
import { viewOf } from '../../client/client.ts';
import { Button } from '../../components/button.tsx';
import { Countdown } from '../../components/countdown.tsx';
import { SheetBody, SheetFoot, SheetForm, SheetProblem } from '../../components/sheet-parts.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useActs, useApp } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { ConsoleButton } from '../api-clients/console-button.tsx';
import styles from './connect.module.css';
import { secretProblem } from './ways-in.ts';

interface ConnectSecretProps {
	readonly signIn: SignInView;
	/** Where the user turned out to live. */
	readonly dataCenter: DataCenterView | undefined;
}

/** The user lives in a data center whose client secret is missing: it is asked for while Zoho's code is alive. */
export function ConnectSecret({ signIn, dataCenter }: ConnectSecretProps) {
	const { client } = useApp();
	const cancelSignIn = useActs((state) => state.cancelSignIn);
	const textId = useId();
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<ReturnType<typeof secretProblem> | null>(null);
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => field.current?.focus(), []);

	async function onSubmit(event: FormEvent) {
		event.preventDefault();
		const input = field.current;
		if (input === null || busy) return;
		const clientSecret = input.value;
		input.value = '';
		setBusy(true);
		setProblem(null);
		try {
			await client.call('provideClientSecret', { signInId: signIn.id, clientSecret });
			// Busy until the sign-in goes on: its next state takes this step away.
		} catch (refusal) {
			setProblem(secretProblem(viewOf(refusal)));
			setBusy(false);
			input.focus();
		}
	}

	return (
		<SheetForm aria-describedby={textId} onSubmit={(event) => void onSubmit(event)}>
			<SheetBody>
				<p id={textId} dir="auto" className={styles.secretText}>
					{words.connect.secretText(dataCenter?.name ?? signIn.dataCenter, signIn.apiClient)}
				</p>
				<TextField
					label={words.apiClient.secret}
					name="clientSecret"
					type="password"
					hint={words.apiClient.secretHint}
					pattern="\s*\S+\s*"
					wrong={words.wayIn.oneWord}
					maxLength={500}
					ref={field}
					data-begins=""
					required
				/>
				<div className={styles.console}>
					<ConsoleButton dataCenter={dataCenter} />
				</div>
				<p className={styles.secretLeft}>
					<StatusMark status="needs_reauth" />
					<Countdown until={signIn.expiresAt} />
				</p>
			</SheetBody>
			<SheetProblem said={problem} />
			<SheetFoot>
				<Button onClick={() => void cancelSignIn(signIn.id)}>{words.connect.cancel}</Button>
				<Button type="submit" tone="primary" aria-disabled={busy}>
					{words.connect.goOn}
				</Button>
			</SheetFoot>
		</SheetForm>
	);
}
