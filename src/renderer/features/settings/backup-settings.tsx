import { useEffect, useState } from 'react';
import type { BackupsView } from '../../../shared/views.ts';
import type { ErrorView } from '../../client/client.ts';
import { viewOf } from '../../client/client.ts';
import { Button } from '../../components/button.tsx';
import { HintText } from '../../components/hint-text.tsx';
import setup from '../../components/setup-list.module.css';
import { exactTime } from '../../lib/time.ts';
import { useApp } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import styles from './settings.module.css';
import { SettingsGroup } from './settings-group.tsx';

interface BackupSettingsProps {
	/** Null: what was tried works. */
	readonly onError: (error: ErrorView | null) => void;
}

/** How many backups there are and of when the newest is; one more at a click. */
export function BackupSettings({ onError }: BackupSettingsProps) {
	const { client } = useApp();
	const [backups, setBackups] = useState<BackupsView | null>(null);
	const said = words.settings.backups;

	function call(method: 'backups' | 'backUpNow') {
		onError(null);
		client.call(method, {}).then(setBackups, (error: unknown) => onError(viewOf(error)));
	}
	// Asked once: nobody waits here for the backup of the day.
	// biome-ignore lint/correctness/useExhaustiveDependencies: see above.
	useEffect(() => call('backups'), []);

	return (
		<SettingsGroup heading={said.heading}>
			<div className={styles.line}>
				<div className={styles.what}>
					<p role="status">
						{backups?.newestAt ? (
							<>
								{said.kept(backups.count)} <time dateTime={backups.newestAt}>{exactTime(backups.newestAt)}</time>
							</>
						) : null}
						{backups?.newestAt === null ? said.none : null}
					</p>
					<p className={setup.quiet}>
						<HintText text={said.hint} />
					</p>
				</div>
				<Button size="small" onClick={() => call('backUpNow')}>
					{said.now}
				</Button>
			</div>
		</SettingsGroup>
	);
}
