import type { Ref } from 'react';
import { TextField } from '../../components/text-field.tsx';
import type { MysqlPlace } from '../../stores/import-store.ts';
import { words } from '../../words.ts';
import styles from './imports.module.css';

/** What the fields of a server say; null where the port is no port. */
export function readPlace(form: FormData): MysqlPlace | null {
	const read = (name: string) => String(form.get(name) ?? '').trim();
	const port = Number(read('port'));
	if (!Number.isInteger(port) || port < 1 || port > 65_535) return null;
	return { host: read('host'), port, user: read('user'), database: read('database'), table: read('table') };
}

/** Where the table of an SDK's DBStore is; filled in as the SDK has it where nothing else was said. */
export function ServerFields({ passwordRef }: { readonly passwordRef: Ref<HTMLInputElement> }) {
	const said = words.imports;
	const name = '[A-Za-z_][A-Za-z0-9_]{0,63}';
	return (
		<>
			<div className={styles.server}>
				<TextField
					label={said.host}
					name="host"
					defaultValue="localhost"
					dir="ltr"
					maxLength={253}
					pattern="[\w.:\-]+"
					required
				/>
				<TextField
					label={said.port}
					name="port"
					defaultValue="3306"
					dir="ltr"
					inputMode="numeric"
					maxLength={5}
					pattern="\d{1,5}"
					required
				/>
			</div>
			<div className={styles.pair}>
				<TextField label={said.user} name="user" defaultValue="root" dir="ltr" maxLength={80} required />
				<TextField
					label={said.password}
					name="password"
					type="password"
					hint={said.passwordHint}
					dir="ltr"
					maxLength={500}
					ref={passwordRef}
				/>
			</div>
			<div className={styles.pair}>
				<TextField label={said.database} name="database" defaultValue="zohooauth" dir="ltr" maxLength={64} required />
				<TextField
					label={said.table}
					name="table"
					defaultValue="oauthtoken"
					dir="ltr"
					maxLength={64}
					pattern={name}
					required
				/>
			</div>
		</>
	);
}
