import { Copy } from 'lucide-react';
import type { RefObject } from 'react';
import { Fragment, useState } from 'react';
import type { Input } from '../../../shared/ipc/contract.ts';
import type { DataCenterView } from '../../../shared/views.ts';
import type { ErrorView } from '../../client/client.ts';
import { viewOf } from '../../client/client.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import panel from '../../components/panel.module.css';
import { TextField } from '../../components/text-field.tsx';
import { explain } from '../../lib/explain.ts';
import { countdown } from '../../lib/time.ts';
import { useSeconds } from '../../lib/use-now.ts';
import { useApp } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { ConsoleButton } from '../api-clients/console-button.tsx';
import styles from './connect.module.css';
import { codeEnd } from './ways-in.ts';

interface SelfClientProps {
	readonly dataCenter: DataCenterView | undefined;
	/** What the form asks for now; null as long as that is incomplete. */
	readonly request: () => Input<'copySelfClientScopes'> | null;
	/** Read once on submit and cleared; the code is in no state. */
	readonly codeRef: RefObject<HTMLInputElement | null>;
}

/** What is left of the code's time; said aloud only when it is over. */
function CodeTime({ until }: { readonly until: string }) {
	const now = useSeconds();
	const over = Date.parse(until) <= now;
	return (
		<>
			{over ? null : (
				<p role="timer" className={styles.codeTime}>
					{words.wayIn.codeLeft(countdown(until, now))}
				</p>
			)}
			<p role="status" className={styles.codeTime}>
				{over ? words.wayIn.codeOver : null}
			</p>
		</>
	);
}

/** Exactly what was copied; lines break between scopes. */
function ScopeText({ scopes }: { readonly scopes: readonly string[] }) {
	return (
		<code className={styles.scopes}>
			{scopes.map((scope, index) => (
				<Fragment key={scope}>
					{index > 0 ? ',' : null}
					<wbr />
					{scope}
				</Fragment>
			))}
		</code>
	);
}

/** A code of the API console: which scopes to paste there, and where the code goes. */
export function SelfClient({ dataCenter, request, codeRef }: SelfClientProps) {
	const { client } = useApp();
	const [copied, setCopied] = useState<{ readonly scopes: readonly string[]; readonly until: string } | null>(null);
	const [error, setError] = useState<ErrorView | null>(null);

	async function copy() {
		const input = request();
		if (input === null) return;
		setError(null);
		try {
			const { scopes } = await client.call('copySelfClientScopes', input);
			setCopied({ scopes, until: codeEnd(Date.now()) });
		} catch (refusal) {
			setError(viewOf(refusal));
		}
	}

	return (
		<div className={panel.panel}>
			<p className={styles.panelText}>{words.wayIn.codeText}</p>
			<div className={styles.console}>
				<Button
					size="small"
					icon={<Copy aria-hidden="true" size={14} strokeWidth={1.75} />}
					onClick={() => void copy()}
				>
					{copied ? words.wayIn.copyAgain : words.wayIn.copyScopes}
				</Button>
				<ConsoleButton dataCenter={dataCenter} />
			</div>
			<p role="status" className="visually-hidden">
				{copied ? words.wayIn.scopesCopied : null}
			</p>
			{copied ? <ScopeText scopes={copied.scopes} /> : null}
			{error ? <Notice tone="problem" alert {...explain(error)} /> : null}
			<TextField
				label={words.wayIn.code}
				name="code"
				type="password"
				pattern="\s*\S+\s*"
				wrong={words.wayIn.oneWord}
				maxLength={2000}
				ref={codeRef}
				required
			/>
			{copied ? <CodeTime until={copied.until} /> : null}
		</div>
	);
}
