import { Menu } from '@base-ui/react/menu';
import {
	CheckCheck,
	KeyRound,
	ListChecks,
	PanelRightOpen,
	Pin,
	PinOff,
	Share,
	SlidersHorizontal,
	Square,
	Trash2,
	Undo2,
} from 'lucide-react';
import { isParked } from '../../../shared/needs-attention.ts';
import type { ConnectionView } from '../../../shared/views.ts';
import { MenuAct, MenuPopup, MenuSeparator } from '../../components/popup-menu.tsx';
import { useActs, useConnect, useExport, useView } from '../../stores/app-context.ts';
import { words } from '../../words.ts';

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

interface RowMenuProps {
	/** Null: closed. */
	readonly at: { readonly connection: ConnectionView; readonly anchor: HTMLElement } | null;
	readonly onClose: () => void;
}

/** All that can be done with a row; one menu for the whole list, at the button that opened it. */
export function RowMenu({ at, onClose }: RowMenuProps) {
	return (
		<Menu.Root open={at !== null} onOpenChange={(open) => open || onClose()}>
			{at ? (
				<MenuPopup align="end" anchor={at.anchor}>
					<RowMenuActs connection={at.connection} />
				</MenuPopup>
			) : null}
		</Menu.Root>
	);
}

function RowMenuActs({ connection }: { readonly connection: ConnectionView }) {
	const { id, status, pinned } = connection;
	const run = useActs((state) => state.run);
	const edit = useActs((state) => state.edit);
	const openReauth = useConnect((state) => state.openReauth);
	const openExport = useExport((state) => state.openSheet);
	const select = useView((state) => state.select);
	const marked = useView((state) => state.marked.has(id));
	const toggleMark = useView((state) => state.toggleMark);
	const live = status !== 'revoked' && status !== 'revoke_queued';
	return (
		<>
			<MenuAct icon={<PanelRightOpen {...icon} />} onClick={() => select(id)}>
				{words.acts.details}
			</MenuAct>
			<MenuAct icon={marked ? <Square {...icon} /> : <CheckCheck {...icon} />} onClick={() => toggleMark(id)}>
				{marked ? words.marks.unselect : words.marks.select}
			</MenuAct>
			<MenuAct
				icon={pinned ? <PinOff {...icon} /> : <Pin {...icon} />}
				onClick={() => void edit(id, { pinned: !pinned })}
			>
				{pinned ? words.acts.unpin : words.acts.pin}
			</MenuAct>
			<MenuSeparator />
			{live && status !== 'needs_reauth' ? (
				<MenuAct icon={<Share {...icon} />} onClick={() => openExport(id)}>
					{words.exports.open}
				</MenuAct>
			) : null}
			{live ? (
				<MenuAct icon={<ListChecks {...icon} />} onClick={() => void run('check', connection)}>
					{words.acts.check}
				</MenuAct>
			) : null}
			<MenuAct icon={<KeyRound {...icon} />} onClick={() => void run('reauth', connection)}>
				{words.acts.reauth}
			</MenuAct>
			<MenuAct icon={<SlidersHorizontal {...icon} />} onClick={() => openReauth(id)}>
				{words.acts.reauthMore}
			</MenuAct>
			<MenuSeparator />
			{live && !isParked(connection) ? (
				<MenuAct danger icon={<Undo2 {...icon} />} onClick={() => void run('revoke', connection)}>
					{words.acts.revoke}
				</MenuAct>
			) : null}
			<MenuAct danger icon={<Trash2 {...icon} />} onClick={() => void run('forget', connection)}>
				{words.acts.forget}
			</MenuAct>
		</>
	);
}
