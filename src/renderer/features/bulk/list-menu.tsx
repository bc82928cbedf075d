import { Braces, Copy, Share, Table } from 'lucide-react';
import { useState } from 'react';
import type { ErrorView } from '../../client/client.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { MenuAct, PopupMenu } from '../../components/popup-menu.tsx';
import { PortalContext } from '../../components/portal-context.ts';
import { explain } from '../../lib/explain.ts';
import { useBulk } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import styles from './marks-bar.module.css';

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

/** Hands the list of the marked connections around: on the clipboard, or in a file that the main process asks for. Says in place why it did not work. */
export function ListMenu({ ids }: { readonly ids: readonly string[] }) {
	const copyList = useBulk((state) => state.copyList);
	const saveList = useBulk((state) => state.saveList);
	const [problem, setProblem] = useState<ErrorView | null>(null);
	const [home, setHome] = useState<HTMLElement | null>(null);
	const begin = async (act: Promise<ErrorView | null>) => {
		setProblem(null);
		setProblem(await act);
	};
	return (
		<PortalContext value={home}>
			<PopupMenu
				align="start"
				trigger={
					<Button size="small" icon={<Share aria-hidden="true" size={14} strokeWidth={1.75} />}>
						{words.marks.exportList}
					</Button>
				}
			>
				<MenuAct icon={<Copy {...icon} />} onClick={() => void begin(copyList(ids))}>
					{words.marks.copy}
				</MenuAct>
				<MenuAct icon={<Table {...icon} />} onClick={() => void begin(saveList(ids, 'csv'))}>
					{words.marks.save.csv}
				</MenuAct>
				<MenuAct icon={<Braces {...icon} />} onClick={() => void begin(saveList(ids, 'json'))}>
					{words.marks.save.json}
				</MenuAct>
			</PopupMenu>
			<div ref={setHome} className={styles.menu} />
			{problem ? (
				<Notice tone="problem" alert title={words.marks.listFailed} className={styles.problem} {...explain(problem)}>
					<Button size="small" onClick={() => setProblem(null)}>
						{words.acts.dismiss}
					</Button>
				</Notice>
			) : null}
		</PortalContext>
	);
}
