import { useEffect, useState } from 'react';
import type { CommandLineView } from '../../../shared/views.ts';
import type { ErrorView } from '../../client/client.ts';
import { viewOf } from '../../client/client.ts';
import { Button } from '../../components/button.tsx';
import { HintText } from '../../components/hint-text.tsx';
import setup from '../../components/setup-list.module.css';
import { useApp } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import styles from './settings.module.css';
import { SettingsGroup } from './settings-group.tsx';

interface CommandLineSettingsProps {
	/** Null: what was tried works. */
	readonly onError: (error: ErrorView | null) => void;
}

/** The command `latchkey` in terminals: put there, renewed, taken away. */
export function CommandLineSettings({ onError }: CommandLineSettingsProps) {
	const { client } = useApp();
	const [tool, setTool] = useState<CommandLineView | null>(null);
	const said = words.settings.commandLine;

	function call(method: 'commandLine' | 'installCommandLine' | 'removeCommandLine') {
		onError(null);
		client.call(method, {}).then(setTool, (error: unknown) => onError(viewOf(error)));
	}
	// Asked once: what the terminal does to the file meanwhile is seen at the next look.
	// biome-ignore lint/correctness/useExhaustiveDependencies: see above.
	useEffect(() => call('commandLine'), []);

	const isOurs = tool?.state === 'installed' || tool?.state === 'outdated';
	return (
		<SettingsGroup heading={said.heading}>
			<div className={styles.line}>
				<div className={styles.what}>
					<p>{said.name}</p>
					{tool ? <bdi className={styles.path}>{tool.path}</bdi> : null}
					<p className={setup.quiet} role="status">
						{tool ? said.states[tool.state] : null}
					</p>
					{isOurs && !tool.onPath ? (
						<p className={setup.quiet}>
							<HintText text={said.notOnPath(tool.folder)} />
						</p>
					) : null}
				</div>
				{tool === null || tool.state === 'installed' || tool.state === 'taken' ? null : (
					<Button
						size="small"
						aria-label={words.acts.of(tool.state === 'absent' ? said.install : said.renew, said.name)}
						onClick={() => call('installCommandLine')}
					>
						{tool.state === 'absent' ? said.install : said.renew}
					</Button>
				)}
				{isOurs ? (
					<Button
						size="small"
						aria-label={words.acts.of(said.remove, said.name)}
						onClick={() => call('removeCommandLine')}
					>
						{said.remove}
					</Button>
				) : null}
			</div>
		</SettingsGroup>
	);
}
