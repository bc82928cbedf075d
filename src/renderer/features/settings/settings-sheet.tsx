import { useState } from 'react';
import type { Settings } from '../../../shared/settings.ts';
import type { Snapshot } from '../../../shared/views.ts';
import type { ErrorView } from '../../client/client.ts';
import { viewOf } from '../../client/client.ts';
import { Button } from '../../components/button.tsx';
import setup from '../../components/setup-list.module.css';
import { Sheet } from '../../components/sheet.tsx';
import { SheetBody, SheetFoot, SheetProblem } from '../../components/sheet-parts.tsx';
import { useApp, useSheets } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { BackupSettings } from './backup-settings.tsx';
import { BrowserSettings } from './browser-settings.tsx';
import { CommandLineSettings } from './command-line-settings.tsx';
import { ComputerSettings } from './computer-settings.tsx';
import { BackgroundSettings, LookSettings, SecuritySettings } from './own-settings.tsx';
import { SecretsSettings } from './secrets-settings.tsx';
import { useComputer } from './use-computer.ts';

function SettingsForm({ snapshot }: { readonly snapshot: Snapshot }) {
	const { data } = useApp();
	const close = useSheets((state) => state.close);
	const [computer, putComputer] = useComputer();
	const [error, setError] = useState<ErrorView | null>(null);

	async function change(wanted: Partial<Settings>) {
		setError(null);
		try {
			await data.getState().changeSettings(wanted);
		} catch (thrown) {
			setError(viewOf(thrown));
		}
	}

	const shared = { settings: snapshot.settings, onChange: (wanted: Partial<Settings>) => void change(wanted) };
	return (
		<>
			<SheetBody>
				<LookSettings {...shared} />
				<SecuritySettings {...shared} />
				<SecretsSettings keychain={snapshot.keychain} onError={setError} />
				<BrowserSettings
					computer={computer}
					profiles={snapshot.settings.browserProfiles}
					onComputer={putComputer}
					onProfiles={(browserProfiles) => void change({ browserProfiles })}
					onError={setError}
				/>
				<BackgroundSettings {...shared} offersLogin={computer?.offersLogin ?? true} />
				<ComputerSettings computer={computer} practiceRunning={snapshot.practiceRunning} onError={setError} />
				<BackupSettings onError={setError} />
				<CommandLineSettings onError={setError} />
				<p className={setup.quiet}>{words.settings.version(snapshot.version)}</p>
			</SheetBody>
			<SheetProblem error={error} />
			<SheetFoot>
				<Button onClick={close}>{words.connect.close}</Button>
			</SheetFoot>
		</>
	);
}

/** What the person chooses for app and window; every choice holds at once. */
export function SettingsSheet({ snapshot }: { readonly snapshot: Snapshot }) {
	const { open, close } = useSheets((state) => state);
	return (
		<Sheet open={open === 'settings'} title={words.settings.title} onClose={close}>
			<SettingsForm snapshot={snapshot} />
		</Sheet>
	);
}
