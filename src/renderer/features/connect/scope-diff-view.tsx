import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { scopeWords, uncovered } from '../../../shared/scope-words.ts';
import type { ConnectionView } from '../../../shared/views.ts';
import { Notice } from '../../components/notice.tsx';
import panel from '../../components/panel.module.css';
import { cx } from '../../lib/cx.ts';
import { explain } from '../../lib/explain.ts';
import { useApp } from '../../stores/app-context.ts';
import { createScopeDiff } from '../../stores/scope-diff.ts';
import { words } from '../../words.ts';
import styles from './connect.module.css';

interface PartProps {
	readonly title: string;
	readonly sign: string;
	readonly scopes: readonly string[];
}

function Part({ title, sign, scopes }: PartProps) {
	if (scopes.length === 0) return null;
	return (
		<div>
			<h3>{title}</h3>
			<ul>
				{scopes.map((scope) => (
					<li key={scope}>
						<span aria-hidden="true" className={styles.sign}>
							{sign}
						</span>
						<span title={scope}>{scopeWords(scope, words.scopes) ?? <code>{scope}</code>}</span>
					</li>
				))}
			</ul>
		</div>
	);
}

interface ScopeDiffViewProps {
	readonly connection: Pick<ConnectionView, 'id' | 'scopes'>;
	readonly scopes: readonly string[];
}

/** What the chosen scopes add and give up, in plain words, before anybody consents. */
export function ScopeDiffView({ connection, scopes }: ScopeDiffViewProps) {
	const { client } = useApp();
	const [store] = useState(() => createScopeDiff(client));
	const { diff, error, ask } = useStore(store);
	const list = scopes.join(',');
	useEffect(() => void ask(connection.id, list === '' ? [] : list.split(',')), [ask, connection.id, list]);
	// A scope inside a wider one is neither new nor given up.
	const added = uncovered(diff?.added ?? [], connection.scopes);
	const removed = uncovered(diff?.removed ?? [], [...scopes, ...(diff?.added ?? [])]);
	if (error) return <Notice tone="problem" {...explain(error)} />;
	return (
		<section aria-label={words.reauth.diff} aria-live="polite" className={cx(panel.panel, styles.diff)}>
			{diff && added.length + removed.length === 0 ? <p>{words.reauth.nothing}</p> : null}
			<Part title={words.reauth.added} sign="+" scopes={added} />
			<Part title={words.reauth.removed} sign="−" scopes={removed} />
		</section>
	);
}
