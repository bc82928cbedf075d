import type { FormEvent } from 'react';
import { useRef, useState } from 'react';
import { passphraseLength } from '../../../shared/passphrase-length.ts';
import type { KeychainView } from '../../../shared/views.ts';
import type { ErrorView } from '../../client/client.ts';
import { viewOf } from '../../client/client.ts';
import { Button } from '../../components/button.tsx';
import { HintText } from '../../components/hint-text.tsx';
import setup from '../../components/setup-list.module.css';
import { TextField } from '../../components/text-field.tsx';
import { mayUsePassphrase } from '../../lib/may-use-passphrase.ts';
import { useApp, useSheets } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import styles from './settings.module.css';
import { SettingsGroup } from './settings-group.tsx';

function whereWords({ vault, state, backend, entries }: KeychainView): string {
	const said = words.settings;
	if (vault === 'passphrase') return said.secretsVault;
	if (state !== 'unavailable') return said.secretsKeychain(backend);
	return entries === 0 ? said.secretsNowhere : said.secretsLost;
}

interface SecretsSettingsProps {
	readonly keychain: KeychainView | null;
	readonly onError: (error: ErrorView | null) => void;
}

/** Where the secrets lie; where there is no keychain, a file under a passphrase, if the person wants that. */
export function SecretsSettings({ keychain, onError }: SecretsSettingsProps) {
	if (keychain === null) return null;
	return (
		<SettingsGroup heading={words.settings.secrets}>
			<p className={setup.quiet}>
				<HintText text={whereWords(keychain)} />
			</p>
			{mayUsePassphrase(keychain) ? <SetUpVault onError={onError} /> : null}
		</SettingsGroup>
	);
}

/** A new passphrase, typed twice. Both stay in their inputs until they are sent. */
function SetUpVault({ onError }: Pick<SecretsSettingsProps, 'onError'>) {
	const { client } = useApp();
	const begins = useSheets((state) => state.beginsAt === 'secrets');
	const first = useRef<HTMLInputElement>(null);
	const again = useRef<HTMLInputElement>(null);
	const [state, setState] = useState<'waiting' | 'busy' | 'restarting'>('waiting');
	const [differ, setDiffer] = useState(false);

	async function onSubmit(event: FormEvent) {
		event.preventDefault();
		const [one, other] = [first.current, again.current];
		if (one === null || other === null || state !== 'waiting') return;
		const passphrase = one.value;
		const same = passphrase === other.value;
		setDiffer(!same);
		if (!same) return other.select();
		for (const input of [one, other]) input.value = '';
		setState('busy');
		onError(null);
		try {
			const { done } = await client.call('setUpVault', { passphrase });
			setState(done ? 'restarting' : 'waiting');
		} catch (error) {
			onError(viewOf(error));
			setState('waiting');
		}
	}

	const { least, most } = passphraseLength;
	return (
		<form className={styles.vault} onSubmit={(event) => void onSubmit(event)}>
			<p className={setup.quiet}>{words.settings.secretsMeans}</p>
			<TextField
				label={words.vault.passphrase}
				name="passphrase"
				type="password"
				dir="ltr"
				pattern={`[\\s\\S]{${least},}`}
				wrong={words.vault.tooShort(least)}
				maxLength={most}
				ref={first}
				{...(begins ? { 'data-begins': '' } : {})}
				required
			/>
			<TextField
				label={words.vault.again}
				name="again"
				type="password"
				dir="ltr"
				maxLength={most}
				ref={again}
				onChange={() => setDiffer(false)}
				required
			/>
			<p role="status" className={differ ? styles.wrong : setup.quiet}>
				{differ ? words.vault.differ : null}
				{state === 'restarting' ? words.vault.restarting : null}
			</p>
			<Button type="submit" className={styles.act} aria-disabled={state !== 'waiting'}>
				{words.vault.choose}
			</Button>
		</form>
	);
}
