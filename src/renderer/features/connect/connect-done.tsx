import { CircleCheck } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { noticeWords, type SignInNotice } from '../../../shared/sign-in-notices.ts';
import type { ConnectionView, DataCenterView } from '../../../shared/views.ts';
import type { ErrorView } from '../../client/client.ts';
import { Button } from '../../components/button.tsx';
import { EnvBadge } from '../../components/env-badge.tsx';
import { Name } from '../../components/name.tsx';
import { Notice } from '../../components/notice.tsx';
import panel from '../../components/panel.module.css';
import { SheetBody, SheetFoot } from '../../components/sheet-parts.tsx';
import { orgName } from '../../lib/org-name.ts';
import { useActs, useConnect } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { AliasField } from '../labels/alias-field.tsx';
import { ColourField } from '../labels/colour-field.tsx';
import { CustomerField } from '../labels/customer-field.tsx';
import type { Edit } from '../labels/edit.ts';
import { TagField } from '../labels/tag-field.tsx';
import { useDraft } from '../labels/use-draft.ts';
import styles from './connect.module.css';

interface ConnectDoneProps {
	readonly connection: ConnectionView;
	readonly dataCenter: DataCenterView | undefined;
	readonly notices: readonly SignInNotice[];
}

/** The last step: what was connected, and what to call it. The connection is whole already; nothing depends on this step. */
export function ConnectDone({ connection, dataCenter, notices }: ConnectDoneProps) {
	const { id, alias, customer, tags, colour, org, user, environment } = connection;
	const save = useActs((state) => state.edit);
	const closeSheet = useConnect((state) => state.closeSheet);
	// A field is kept when it is left, by the button as well: the button waits for that, and stays where it was refused.
	const last = useRef<Promise<ErrorView | null>>(Promise.resolve(null));
	const edit: Edit = (change) => {
		last.current = save(id, change);
		return last.current;
	};
	const draft = useDraft(alias, (text) => edit({ alias: text }));
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => {
		field.current?.focus();
		field.current?.select();
	}, []);

	async function onDone() {
		const isNamed = await draft.keep();
		const refused = await last.current;
		last.current = Promise.resolve(null);
		if (isNamed && refused === null) closeSheet();
	}

	return (
		<>
			<SheetBody>
				<section className={panel.panel} aria-label={words.connect.connected}>
					<p className={styles.org}>
						<CircleCheck aria-hidden="true" size={16} strokeWidth={1.75} className={styles.check} />
						<Name text={orgName(connection)} wrap className={styles.orgName} />
						<EnvBadge environment={environment} />
					</p>
					<dl className={styles.connected}>
						<dt>{words.details.orgId}</dt>
						<dd>
							<code>{org.id}</code>
						</dd>
						<dt>{words.details.user}</dt>
						<dd>
							<Name text={user.email} wrap />
						</dd>
						<dt>{words.details.dataCenter}</dt>
						<dd>
							<Name text={dataCenter?.name ?? connection.dataCenter} wrap />
						</dd>
					</dl>
				</section>
				{notices.map((notice) => (
					<Notice key={notice.code} tone="info" message={noticeWords(notice, words.notices)} />
				))}
				<p className={styles.intro}>{words.connect.nameIt}</p>
				<AliasField draft={draft} ref={field} onEnter={() => void onDone()} />
				<CustomerField {...{ customer, edit }} />
				<TagField {...{ tags, edit }} />
				<ColourField {...{ colour, edit }} />
			</SheetBody>
			<SheetFoot>
				<Button tone="primary" onClick={() => void onDone()}>
					{words.connect.finish}
				</Button>
			</SheetFoot>
		</>
	);
}
