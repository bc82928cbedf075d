import { scopeWords } from '../../../shared/scope-words.ts';
import { ownScopes, scopesToAsk } from '../../../shared/scopes-to-ask.ts';
import panel from '../../components/panel.module.css';
import { cx } from '../../lib/cx.ts';
import { words } from '../../words.ts';
import styles from './connect.module.css';

/** What each scope is good for; null where only who asks for it knows. */
function reasonOf(scope: string): string | null {
	const { own, areas } = words.scopeReasons;
	if (ownScopes.some((each) => each.replace(/READ$/, '') === scope.replace(/(READ|ALL)$/, ''))) return own;
	const area = scope.split('.')[1]?.toLowerCase() ?? '';
	return Object.entries(areas).find(([name]) => name === area)?.[1] ?? null;
}

/** What a sign-in asks for, in plain words, and why each; folded, for most people know. */
export function ScopeReasons({ scopes }: { readonly scopes: readonly string[] }) {
	return (
		<details className={cx(panel.panel, styles.diff)}>
			<summary>{words.scopeReasons.heading}</summary>
			<ul>
				{scopesToAsk(scopes).map((scope) => {
					const reason = reasonOf(scope);
					return (
						<li key={scope} className={styles.reason}>
							<span title={scope}>{scopeWords(scope, words.scopes) ?? <code>{scope}</code>}</span>
							{reason === null ? null : <span className={styles.why}>{reason}</span>}
						</li>
					);
				})}
			</ul>
		</details>
	);
}
