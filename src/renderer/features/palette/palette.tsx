import { Dialog } from '@base-ui/react/dialog';
import { Search } from 'lucide-react';
import type { KeyboardEvent, RefObject } from 'react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { Name } from '../../components/name.tsx';
import { cx } from '../../lib/cx.ts';
import { useApp, useBulk, useData, useSheets, useView } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import type { Command } from './command.ts';
import { allCommands } from './commands.ts';
import type { Section } from './find-commands.ts';
import { findCommands } from './find-commands.ts';
import styles from './palette.module.css';

interface PaletteProps {
	readonly platform: string;
	readonly searchRef: RefObject<HTMLInputElement | null>;
}

function headingOf({ name, commands }: Section): string {
	const { palette } = words;
	if (name === 'selected') return palette.selected(commands[0]?.note ?? '');
	return { recent: palette.recent, general: palette.general, connections: palette.connections }[name];
}

function PaletteList({ platform, searchRef }: PaletteProps) {
	const app = useApp();
	const { recent, close, used } = useSheets((state) => state);
	// What can be done hangs on these.
	const snapshot = useData((state) => state.snapshot);
	const selectedId = useView((state) => state.selectedId);
	const bulks = useBulk(({ runs }) => runs.map(({ view: { id, state } }) => `${id} ${state}`).join());
	const [query, setQuery] = useState('');
	const [active, setActive] = useState(0);
	const id = useId();
	const list = useRef<HTMLDivElement>(null);

	// biome-ignore lint/correctness/useExhaustiveDependencies: they are read from the app's stores.
	const commands = useMemo(() => {
		const onSearch = () => requestAnimationFrame(() => searchRef.current?.focus());
		return allCommands(app, platform === 'darwin' ? '⌘' : words.shortcuts.keys.control, onSearch);
	}, [app, platform, searchRef, snapshot, selectedId, bulks]);
	const { sections, more } = useMemo(() => findCommands(commands, query, recent), [commands, query, recent]);
	const flat = sections.flatMap((section) => section.commands);
	const current = flat[Math.min(active, flat.length - 1)];
	const optionId = (command: Command) => `${id}-${flat.indexOf(command)}`;

	useEffect(() => {
		if (active >= 0) list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
	}, [active]);

	function run(command: Command) {
		used(command.id);
		close();
		command.run();
	}

	function onKeyDown(event: KeyboardEvent) {
		if (event.nativeEvent.isComposing) return;
		const last = flat.length - 1;
		const to = { ArrowDown: active >= last ? 0 : active + 1, ArrowUp: active <= 0 ? last : active - 1 }[event.key];
		if (to !== undefined) {
			event.preventDefault();
			setActive(Math.max(0, to));
		}
		if (event.key === 'Enter' && current) {
			event.preventDefault();
			run(current);
		}
	}

	return (
		<>
			<div className={styles.line}>
				<Search aria-hidden="true" size={16} strokeWidth={1.75} className={styles.icon} />
				<input
					type="text"
					role="combobox"
					dir="auto"
					aria-expanded="true"
					aria-controls={`${id}-list`}
					aria-activedescendant={current ? optionId(current) : undefined}
					aria-autocomplete="list"
					aria-label={words.palette.input}
					placeholder={words.palette.placeholder}
					spellCheck={false}
					autoComplete="off"
					maxLength={200}
					className={styles.input}
					value={query}
					onChange={({ target }) => {
						setQuery(target.value);
						setActive(0);
					}}
					onKeyDown={onKeyDown}
				/>
			</div>
			<div ref={list} id={`${id}-list`} role="listbox" aria-label={words.palette.title} className={styles.list}>
				{sections.map((section) => (
					// biome-ignore lint/a11y/useSemanticElements: a group of options has no element of its own.
					<div key={section.name} role="group" aria-label={headingOf(section)}>
						<div aria-hidden="true" className={styles.heading}>
							<Name text={headingOf(section)} />
						</div>
						{section.commands.map((command) => (
							<Option
								key={command.id}
								id={optionId(command)}
								command={command}
								named={section.name !== 'selected'}
								active={command === current}
								onRun={run}
							/>
						))}
					</div>
				))}
			</div>
			<p role="status" className={cx(styles.foot, flat.length > 0 && more === 0 && 'visually-hidden')}>
				{flat.length === 0 ? words.palette.none : null}
				{more > 0 ? words.palette.more(more) : null}
			</p>
		</>
	);
}

interface OptionProps {
	readonly id: string;
	readonly command: Command;
	/** Whether its note is shown: in the section of one connection it stands in the heading. */
	readonly named: boolean;
	readonly active: boolean;
	readonly onRun: (command: Command) => void;
}

function Option({ id, command, named, active, onRun }: OptionProps) {
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: the input has the keyboard.
		// biome-ignore lint/a11y/useFocusableInteractive: the input has the keyboard.
		<div
			id={id}
			role="option"
			aria-selected={active}
			className={styles.option}
			onMouseDown={(event) => event.preventDefault()}
			onClick={() => onRun(command)}
		>
			<Name text={command.title} className={styles.title} />
			{named && command.note ? <Name text={command.note} className={styles.note} /> : null}
			{command.keys ? <kbd className={styles.key}>{command.keys}</kbd> : null}
		</div>
	);
}

/** Every act and every connection, by a few letters. */
export function Palette(props: PaletteProps) {
	const { open, close } = useSheets((state) => state);
	return (
		<Dialog.Root open={open === 'palette'} onOpenChange={(next) => !next && close()}>
			<Dialog.Portal>
				<Dialog.Backdrop className={styles.backdrop} />
				<Dialog.Popup className={styles.popup}>
					<Dialog.Title className="visually-hidden">{words.palette.title}</Dialog.Title>
					<PaletteList {...props} />
				</Dialog.Popup>
			</Dialog.Portal>
		</Dialog.Root>
	);
}
