import { Menu } from '@base-ui/react/menu';
import { ArrowUpDown, Check } from 'lucide-react';
import type { Settings } from '../../../shared/settings.ts';
import { viewOf } from '../../client/client.ts';
import { IconButton } from '../../components/icon-button.tsx';
import menuStyles from '../../components/popup-menu.module.css';
import { MenuSeparator, PopupMenu } from '../../components/popup-menu.tsx';
import { useApp, useData } from '../../stores/app-context.ts';
import { words } from '../../words.ts';

type Group = Settings['groupBy'];
type Sort = Settings['sortBy'];

const groups: readonly Group[] = ['data center', 'customer'];
const sorts: readonly Sort[] = ['alias', 'status', 'last checked', 'customer'];

interface RadiosProps<T extends string> {
	readonly label: string;
	readonly options: readonly T[];
	readonly names: Readonly<Record<T, string>>;
	readonly value: T;
	readonly onChange: (value: T) => void;
}

function Radios<T extends string>({ label, options, names, value, onChange }: RadiosProps<T>) {
	return (
		<Menu.RadioGroup value={value} onValueChange={(next: T) => onChange(next)} aria-label={label}>
			<div aria-hidden="true" className={menuStyles.heading}>
				{label}
			</div>
			{options.map((option) => (
				<Menu.RadioItem key={option} value={option} closeOnClick className={menuStyles.item}>
					<Menu.RadioItemIndicator>
						<Check aria-hidden="true" size={14} strokeWidth={2} />
					</Menu.RadioItemIndicator>
					<span className={menuStyles.text}>{names[option]}</span>
				</Menu.RadioItem>
			))}
		</Menu.RadioGroup>
	);
}

/** How the list is grouped and sorted; kept in the settings. */
export function OrderMenu() {
	const { data, toasts } = useApp();
	const groupBy = useData((state) => state.snapshot?.settings.groupBy ?? 'data center');
	const sortBy = useData((state) => state.snapshot?.settings.sortBy ?? 'alias');

	async function change(to: Partial<Settings>) {
		try {
			await data.getState().changeSettings(to);
		} catch (error) {
			toasts.getState().problem(viewOf(error));
		}
	}

	return (
		<PopupMenu
			trigger={
				<IconButton label={words.order.open} icon={<ArrowUpDown aria-hidden="true" size={16} strokeWidth={1.75} />} />
			}
		>
			<Radios
				label={words.order.groupBy}
				options={groups}
				names={words.order.groups}
				value={groupBy}
				onChange={(next) => void change({ groupBy: next })}
			/>
			<MenuSeparator />
			<Radios
				label={words.order.sortBy}
				options={sorts}
				names={words.order.sorts}
				value={sortBy}
				onChange={(next) => void change({ sortBy: next })}
			/>
		</PopupMenu>
	);
}
