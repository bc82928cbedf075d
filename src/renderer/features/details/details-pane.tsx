import { X } from 'lucide-react';
import type { KeyboardEvent, RefObject } from 'react';
import type { ConnectionView, DataCenterView } from '../../../shared/views.ts';
import { EnvBadge } from '../../components/env-badge.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Name } from '../../components/name.tsx';
import { PracticeMark } from '../../components/practice-mark.tsx';
import { focusKeeper } from '../../lib/keep-focus.ts';
import { words } from '../../words.ts';
import { DetailActs } from './detail-acts.tsx';
import { DetailFacts } from './detail-facts.tsx';
import { DetailStatus } from './detail-status.tsx';
import styles from './details-pane.module.css';

interface DetailsPaneProps {
	readonly connection: ConnectionView;
	readonly dataCenter: DataCenterView | undefined;
	readonly paneRef: RefObject<HTMLElement | null>;
	readonly onClose: () => void;
}

/** Everything about the selected connection, and what can be done with it. */
export function DetailsPane({ connection, dataCenter, paneRef, onClose }: DetailsPaneProps) {
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
					<h2 className={styles.title}>
						<Name text={connection.alias} />
					</h2>
					<div className={styles.under}>
						<EnvBadge environment={connection.environment} />
						{connection.practice ? <PracticeMark /> : null}
						<Name text={connection.org.name} className={styles.org} />
					</div>
				</div>
				<IconButton
					label={words.details.close}
					icon={<X aria-hidden="true" size={16} strokeWidth={1.75} />}
					onClick={onClose}
				/>
			</header>
			<div className={styles.body}>
				<DetailStatus connection={connection} dataCenter={dataCenter} />
				<DetailActs connection={connection} />
				<DetailFacts connection={connection} dataCenter={dataCenter} />
			</div>
		</section>
	);
}
