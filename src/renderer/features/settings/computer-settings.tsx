import type { ComputerView } from '../../../shared/views.ts';
import type { ErrorView } from '../../client/client.ts';
import { viewOf } from '../../client/client.ts';
import { Button } from '../../components/button.tsx';
import { HintText } from '../../components/hint-text.tsx';
import setup from '../../components/setup-list.module.css';
import { useApp, useConnect, useSheets } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import styles from './settings.module.css';
import { SettingsGroup } from './settings-group.tsx';

interface ComputerSettingsProps {
	/** Null until it is known. */
	readonly computer: ComputerView | null;
	readonly practiceRunning: boolean;
	readonly onError: (error: ErrorView) => void;
}

/** What the environment decides, and where the data is. */
export function ComputerSettings({ computer, practiceRunning, onError }: ComputerSettingsProps) {
	const { client } = useApp();
	const { practiceBusy, startPractice } = useConnect((state) => state);
	const close = useSheets((state) => state.close);
	const said = words.settings;
	const shown = (value: string | null | undefined) =>
		value ? <bdi className={setup.code}>{value}</bdi> : <span className={setup.quiet}>{said.unset}</span>;
	return (
		<>
			<SettingsGroup heading={said.network}>
				<p className={setup.quiet}>{said.networkText}</p>
				<dl className={styles.facts}>
					<dt>{said.proxy}</dt>
					<dd>{shown(computer?.proxy)}</dd>
					<dt>{said.noProxy}</dt>
					<dd>{shown(computer?.noProxy)}</dd>
					<dt>{said.certificates}</dt>
					<dd>{shown(computer?.certificates)}</dd>
				</dl>
				<p className={setup.quiet}>
					<HintText text={said.proxyHow} />
				</p>
				<p className={setup.quiet}>
					<HintText text={said.certificatesHow} />
				</p>
			</SettingsGroup>
			<SettingsGroup heading={said.data}>
				<div className={styles.line}>
					<div className={styles.what}>
						<p>{said.folder}</p>
						<bdi className={styles.path}>{computer?.dataFolder}</bdi>
						<p className={setup.quiet}>{said.folderText}</p>
					</div>
					<Button
						size="small"
						aria-label={words.acts.of(said.openFolder, said.folder)}
						onClick={() => client.call('openDataFolder', {}).catch((error: unknown) => onError(viewOf(error)))}
					>
						{said.openFolder}
					</Button>
				</div>
				<div className={styles.line}>
					<div className={styles.what}>
						<p>{said.practice}</p>
						<p className={setup.quiet}>{practiceRunning ? said.practiceOn : said.practiceOff}</p>
					</div>
					{practiceRunning ? null : (
						<Button
							size="small"
							aria-disabled={practiceBusy}
							aria-label={words.acts.of(said.practiceStart, said.practice)}
							onClick={() => {
								// It ends in the Connect sheet.
								close();
								void startPractice();
							}}
						>
							{said.practiceStart}
						</Button>
					)}
				</div>
			</SettingsGroup>
		</>
	);
}
