import { useState } from 'react';
import type { Settings } from '../../../shared/settings.ts';
import type { Snapshot } from '../../../shared/views.ts';
import type { ErrorView } from '../../client/client.ts';
import { viewOf } from '../../client/client.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import setup from '../../components/setup-list.module.css';
import { Sheet } from '../../components/sheet.tsx';
import { explain } from '../../lib/explain.ts';
import { useApp, useSheets } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { ComputerSettings } from './computer-settings.tsx';
import { BackgroundSettings, LookSettings, SecuritySettings } from './own-settings.tsx';
import { useComputer } from './use-computer.ts';

function SettingsForm({ snapshot }: { readonly snapshot: Snapshot }) {
	const { data } = useApp();
	const close = useSheets((state) => state.close);
	const computer = useComputer();
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
			<form className={setup.body} onSubmit={(event) => event.preventDefault()}>
				<LookSettings {...shared} />
				<SecuritySettings {...shared} />
				<BackgroundSettings {...shared} offersLogin={computer?.offersLogin ?? true} />
				<ComputerSettings computer={computer} practiceRunning={snapshot.practiceRunning} onError={setError} />
				<p className={setup.quiet}>{words.settings.version(snapshot.version)}</p>
			</form>
			{error ? <Notice tone="problem" alert {...explain(error)} className={setup.problem} /> : null}
			<footer className={setup.foot}>
				<Button onClick={close}>{words.connect.close}</Button>
			</footer>
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
