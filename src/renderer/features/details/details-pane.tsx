import { X } from 'lucide-react';
import type { KeyboardEvent, RefObject } from 'react';
import type { ConnectionView, DataCenterView } from '../../../shared/views.ts';
import { EnvBadge } from '../../components/env-badge.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Name } from '../../components/name.tsx';
import { PracticeMark } from '../../components/practice-mark.tsx';
import { focusKeeper } from '../../lib/keep-focus.ts';
import { orgName } from '../../lib/org-name.ts';
import { useLocked } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { DetailActs } from './detail-acts.tsx';
import { DetailFacts } from './detail-facts.tsx';
import { DetailHistory } from './detail-history.tsx';
import { DetailLabels } from './detail-labels.tsx';
import { DetailStatus } from './detail-status.tsx';
import { DetailTitle } from './detail-title.tsx';
import styles from './details-pane.module.css';

interface DetailsPaneProps {
	readonly connection: ConnectionView;
	readonly dataCenter: DataCenterView | undefined;
	readonly paneRef: RefObject<HTMLElement | null>;
	readonly onClose: () => void;
}

/** Everything about the selected connection, and what can be done with it. */
export function DetailsPane({ connection, dataCenter, paneRef, onClose }: DetailsPaneProps) {
	const locked = useLocked();
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.key !== 'Escape') return;
		event.stopPropagation();
		onClose();
	};
	return (
		<section
			ref={paneRef}
			{...focusKeeper}
			aria-label={words.details.label(connection.alias)}
			className={styles.pane}
			onKeyDown={onKeyDown}
			tabIndex={-1}
		>
			<header className={styles.head}>
				<div className={styles.titles}>
					<DetailTitle key={connection.id} connection={connection} />
					<div className={styles.under}>
						<EnvBadge environment={connection.environment} />
						{connection.practice ? <PracticeMark /> : null}
						<Name text={orgName(connection)} className={styles.org} />
					</div>
				</div>
				<IconButton
					label={words.details.close}
					icon={<X aria-hidden="true" size={16} strokeWidth={1.75} />}
					onClick={onClose}
				/>
			</header>
			{/* Where nothing in it takes the keyboard it is still scrolled by keys. */}
			<div className={styles.body} {...(locked ? { tabIndex: 0 } : {})}>
				<DetailStatus connection={connection} dataCenter={dataCenter} />
				<DetailActs connection={connection} />
				<DetailFacts connection={connection} dataCenter={dataCenter} />
				<DetailLabels key={`labels ${connection.id}`} connection={connection} />
				<DetailHistory key={`history ${connection.id}`} connection={connection} />
			</div>
		</section>
	);
}
