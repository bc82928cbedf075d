import { Fragment } from 'react';
import setup from '../../components/setup-list.module.css';
import { Sheet } from '../../components/sheet.tsx';
import { SheetBody } from '../../components/sheet-parts.tsx';
import { useSheets } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import styles from './shortcuts.module.css';

interface KeysProps {
	readonly heading: string;
	readonly keys: readonly (readonly [keys: readonly string[], what: string])[];
}

function Keys({ heading, keys }: KeysProps) {
	return (
		<section>
			<h3 className={setup.heading}>{heading}</h3>
			<dl className={styles.keys}>
				{keys.map(([combination, what]) => (
					<Fragment key={what}>
						<dt className={styles.combination}>
							{combination.map((key) => (
								<kbd key={key} className={styles.key}>
									{key}
								</kbd>
							))}
						</dt>
						<dd>{what}</dd>
					</Fragment>
				))}
			</dl>
		</section>
	);
}

/** Every key that does something. */
export function ShortcutsSheet({ platform }: { readonly platform: string }) {
	const { open, close } = useSheets((state) => state);
	const said = words.shortcuts;
	const control = platform === 'darwin' ? '⌘' : said.keys.control;
	return (
		<Sheet open={open === 'shortcuts'} title={said.title} onClose={close}>
			<SheetBody tabIndex={-1}>
				<Keys
					heading={said.anywhere}
					keys={[
						[[control, 'K'], said.commands],
						[['/'], said.search],
						[[control, ','], said.settings],
						[[control, 'L'], said.lock],
						[['?'], said.help],
						[[said.keys.escape], said.close],
					]}
				/>
				<Keys
					heading={said.list}
					keys={[
						[['↑', '↓'], said.move],
						[[said.keys.pageUp, said.keys.pageDown], said.page],
						[[said.keys.home, said.keys.end], said.ends],
						[[said.keys.enter], said.details],
						[[said.keys.space], said.select],
						[[said.keys.shift, '↑', '↓'], said.selectMore],
						[[control, 'A'], said.selectAll],
						[[said.keys.tab], said.acts],
					]}
				/>
			</SheetBody>
		</Sheet>
	);
}
