import { X } from 'lucide-react';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { browserProfile } from '../../../shared/browser-profile.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { BrowserView, ComputerView } from '../../../shared/views.ts';
import type { ErrorView } from '../../client/client.ts';
import { viewOf } from '../../client/client.ts';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Name } from '../../components/name.tsx';
import setup from '../../components/setup-list.module.css';
import { SuggestField } from '../../components/suggest-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useApp, useData, useSheets } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { customersOf } from '../connections/known-labels.ts';
import styles from './settings.module.css';
import { SettingsGroup } from './settings-group.tsx';

interface BrowserSettingsProps {
	/** Null until it is known. */
	readonly computer: ComputerView | null;
	readonly profiles: Settings['browserProfiles'];
	readonly onComputer: (computer: ComputerView) => void;
	readonly onProfiles: (profiles: Settings['browserProfiles']) => void;
	readonly onError: (error: ErrorView | null) => void;
}

/** Which browser sign-ins open in, and with which profile for which customer. */
export function BrowserSettings({ computer, profiles, onComputer, onProfiles, onError }: BrowserSettingsProps) {
	const { client } = useApp();
	const said = words.settings;
	const browser = computer?.browser ?? null;
	const begins = useSheets((state) => state.beginsAt === 'browser');

	async function change(method: 'chooseBrowser' | 'useSystemBrowser') {
		onError(null);
		try {
			onComputer(await client.call(method, {}));
		} catch (error) {
			onError(viewOf(error));
		}
	}

	return (
		<SettingsGroup heading={said.browser}>
			<div className={styles.line}>
				<div className={styles.what}>
					<p>{said.browserFor}</p>
					<p className={setup.quiet}>{browser ? <bdi>{browser.name}</bdi> : said.browserSystem}</p>
				</div>
				{browser ? (
					<Button size="small" onClick={() => void change('useSystemBrowser')}>
						{said.browserReset}
					</Button>
				) : null}
				<Button size="small" {...(begins ? { 'data-begins': '' } : {})} onClick={() => void change('chooseBrowser')}>
					{said.browserChoose}
				</Button>
			</div>
			{browser ? (
				<Profiles browser={browser} profiles={profiles} onChange={onProfiles} />
			) : (
				<p className={setup.quiet}>{said.profilesNone}</p>
			)}
		</SettingsGroup>
	);
}

interface ProfilesProps {
	readonly browser: BrowserView;
	readonly profiles: Settings['browserProfiles'];
	readonly onChange: (profiles: Settings['browserProfiles']) => void;
}

function Profiles({ browser, profiles, onChange }: ProfilesProps) {
	const said = words.settings;
	const connections = useData((state) => state.snapshot?.connections);
	const [customer, setCustomer] = useState('');
	const [missing, setMissing] = useState(false);

	function onSubmit(event: FormEvent<HTMLFormElement>) {
		event.preventDefault();
		const name = customer.trim();
		setMissing(name === '');
		if (name === '') return;
		const profile = String(new FormData(event.currentTarget).get('profile') ?? '').trim();
		onChange({ ...profiles, [name]: profile });
		setCustomer('');
		event.currentTarget.reset();
	}

	return (
		<form className={styles.vault} onSubmit={onSubmit}>
			<p className={setup.quiet}>{browser.profile === 'known' ? said.profilesKnown : said.profilesArgument}</p>
			{Object.keys(profiles).length > 0 ? (
				<ul aria-label={said.profiles} className={setup.list}>
					{Object.entries(profiles).map(([name, profile]) => (
						<li key={name} className={setup.item}>
							<div className={setup.what}>
								<Name text={name} className={setup.name} />
								<p className={setup.quiet}>
									{said.profile}: <bdi className={setup.code}>{profile}</bdi>
								</p>
							</div>
							<IconButton
								label={said.removeProfile(name)}
								icon={<X aria-hidden="true" size={16} strokeWidth={1.75} />}
								onClick={() => onChange(Object.fromEntries(Object.entries(profiles).filter(([each]) => each !== name)))}
							/>
						</li>
					))}
				</ul>
			) : null}
			<div className={styles.pair}>
				<SuggestField
					label={words.connect.customer}
					suggestions={customersOf(connections ?? [])}
					value={customer}
					maxLength={200}
					problem={missing ? words.apiClient.required : null}
					onChange={(next) => {
						setCustomer(next);
						setMissing(false);
					}}
				/>
				<TextField
					label={said.profile}
					name="profile"
					hint={said.profileHint}
					// Without the anchors and the flag: an input's pattern has both of its own.
					pattern={browserProfile.source.slice(1, -1)}
					wrong={said.profileWrong}
					maxLength={60}
					dir="ltr"
					required
				/>
			</div>
			<Button type="submit" size="small" className={styles.act}>
				{said.addProfile}
			</Button>
		</form>
	);
}
