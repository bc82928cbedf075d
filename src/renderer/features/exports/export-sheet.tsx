import { exportForms } from '../../../shared/export-forms.ts';
import type { ConnectionView, Snapshot } from '../../../shared/views.ts';
import { Button } from '../../components/button.tsx';
import { SelectField } from '../../components/select-field.tsx';
import setup from '../../components/setup-list.module.css';
import { Sheet } from '../../components/sheet.tsx';
import { SheetBody, SheetFoot, SheetProblem } from '../../components/sheet-parts.tsx';
import { useSeconds } from '../../lib/use-now.ts';
import { useExport } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import styles from './export-sheet.module.css';

/** How long the clipboard still holds it, and then that it does not. */
function Copied({ until }: { readonly until: number | null }) {
	const now = useSeconds();
	if (until === null) return null;
	const seconds = Math.ceil((until - now) / 1000);
	return seconds > 0 ? words.exports.copied(seconds) : words.exports.cleared;
}

function ExportForm({ connection }: { readonly connection: ConnectionView }) {
	const { form, preview, busy, error, copiedUntil, choose, copy, save, saveStore, close } = useExport((state) => state);
	return (
		<>
			<SheetBody>
				<p className={setup.quiet}>{words.exports.intro}</p>
				<form>
					<SelectField
						label={words.exports.form}
						value={form}
						options={exportForms.map((each) => ({ value: each, label: words.exports.forms[each] }))}
						onChange={(next) => {
							const chosen = exportForms.find((each) => each === next);
							if (chosen) choose(chosen);
						}}
					/>
				</form>
				{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard. */}
				<section tabIndex={0} aria-label={words.exports.preview} className={styles.preview}>
					<pre dir="ltr">{preview}</pre>
				</section>
				<section className={styles.store}>
					<h3 className={setup.name}>{words.exports.store}</h3>
					<p className={setup.quiet}>{words.exports.storeText}</p>
					<div className={styles.acts}>
						<Button size="small" tone="danger" aria-disabled={busy} onClick={() => void saveStore(connection, 'file')}>
							{words.exports.storeFile}
						</Button>
						<Button
							size="small"
							tone="danger"
							aria-disabled={busy}
							onClick={() => void saveStore(connection, 'sqlite')}
						>
							{words.exports.storeSqlite}
						</Button>
					</div>
				</section>
			</SheetBody>
			<SheetProblem error={error} />
			<SheetFoot>
				<p className={styles.note}>
					<Copied until={copiedUntil} />
				</p>
				<Button onClick={close}>{words.connect.close}</Button>
				<Button aria-disabled={busy} onClick={() => void save()}>
					{words.exports.save}
				</Button>
				<Button tone="primary" aria-disabled={busy} onClick={() => void copy(connection, form)}>
					{words.exports.copy}
				</Button>
			</SheetFoot>
		</>
	);
}

/** A live token in the form of another program: on the clipboard or in a file; what is shown is masked. */
export function ExportSheet({ snapshot }: { readonly snapshot: Snapshot }) {
	const { connectionId, close } = useExport((state) => state);
	const connection = snapshot.connections.find(({ id }) => id === connectionId);
	return (
		<Sheet
			open={connection !== undefined}
			title={connection ? words.exports.title(connection.alias) : ''}
			onClose={close}
		>
			{connection ? <ExportForm key={connection.id} connection={connection} /> : null}
		</Sheet>
	);
}
