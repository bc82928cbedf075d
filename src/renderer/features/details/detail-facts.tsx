import type { ReactNode } from 'react';
import { scopeWords } from '../../../shared/scope-words.ts';
import type { ConnectionView, DataCenterView } from '../../../shared/views.ts';
import { Name } from '../../components/name.tsx';
import { TimeAgo } from '../../components/time-ago.tsx';
import { exactTime } from '../../lib/time.ts';
import { words } from '../../words.ts';
import { hostOf } from '../connections/grouping.ts';
import styles from './detail-facts.module.css';

interface FactProps {
	readonly name: string;
	readonly children: ReactNode;
}

const Fact = ({ name, children }: FactProps) => (
	<div className={styles.fact}>
		<dt className={styles.name}>{name}</dt>
		<dd className={styles.value}>{children}</dd>
	</div>
);

const Code = ({ text }: { readonly text: string }) => <Name text={text} wrap className={styles.code} />;

/** Imported, and not checked yet. */
const Unknown = () => <span className={styles.quiet}>{words.details.unknown}</span>;

interface DetailFactsProps {
	readonly connection: ConnectionView;
	readonly dataCenter: DataCenterView | undefined;
}

/** What is known about the connection. */
export function DetailFacts({ connection, dataCenter }: DetailFactsProps) {
	const { org, user, environment, apiClient, apiDomain, scopes, createdAt, lastCheckedAt } = connection;
	return (
		<dl aria-label={words.details.facts} className={styles.facts}>
			<Fact name={words.details.user}>
				{user.name === '' && user.email === '' ? <Unknown /> : null}
				<Name text={user.name} wrap />
				<Name text={user.email} wrap className={styles.quiet} />
			</Fact>
			<Fact name={words.details.org}>{org.name === '' ? <Unknown /> : <Name text={org.name} wrap />}</Fact>
			<Fact name={words.details.orgId}>{org.id === '' ? <Unknown /> : <Code text={org.id} />}</Fact>
			<Fact name={words.details.environment}>{words.environmentLong[environment]}</Fact>
			<Fact name={words.details.dataCenter}>
				<Name text={dataCenter?.name ?? connection.dataCenter} wrap />
				<Code text={hostOf(dataCenter?.accountsUrl ?? '')} />
				{dataCenter && !dataCenter.confirmed ? <span className={styles.quiet}>{words.details.unconfirmed}</span> : null}
			</Fact>
			<Fact name={words.details.apiHost}>
				<Code text={hostOf(apiDomain)} />
			</Fact>
			<Fact name={words.details.apiClient}>
				<Name text={apiClient} wrap />
			</Fact>
			<Fact name={words.details.scopes}>
				<ul className={styles.scopes}>
					{scopes.map((scope) => {
						const said = scopeWords(scope, words.scopes);
						return <li key={scope}>{said === null ? <Code text={scope} /> : <span title={scope}>{said}</span>}</li>;
					})}
				</ul>
			</Fact>
			<Fact name={words.details.lastChecked}>
				<TimeAgo at={lastCheckedAt} />
				{lastCheckedAt === null ? null : <span className={styles.exact}>{exactTime(lastCheckedAt)}</span>}
			</Fact>
			<Fact name={words.details.created}>
				<time dateTime={createdAt}>{exactTime(createdAt)}</time>
			</Fact>
		</dl>
	);
}
