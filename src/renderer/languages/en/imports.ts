import { formsOf } from '../../../shared/languages.ts';

const { counted } = formsOf('en-GB');

/** Imports. */
export const imports = {
	imports: {
		open: "Import from an SDK's store…",
		title: "Import from an SDK's store",
		intro:
			'Programs on a Zoho SDK keep their tokens in a text file (often sdk_tokens.txt) or in SQLite (often zohooauth.db). Latchkey reads such a file, shows what is in it, and takes over what you choose. The file stays as it is.',
		source: 'Where the store is',
		sources: { file: 'File', server: 'MySQL server' },
		serverIntro:
			'A program on a Zoho SDK may keep its tokens in a table on a MySQL or MariaDB server. Latchkey reads the table, shows what is in it, and takes over what you choose. The table stays as it is.',
		host: 'Host',
		port: 'Port',
		user: 'User',
		password: 'Password',
		passwordHint: 'Sent to this server alone. It is not kept.',
		database: 'Database',
		table: 'Table',
		read: 'Read the table…',
		reading: 'Reading…',
		tableStays:
			'The table stays as it is: whoever may read it has these secrets. The sure way is to re-authenticate and let Latchkey revoke the old tokens.',
		tableTitle: 'The table',
		choose: 'Choose a file…',
		another: 'Choose another store…',
		from: (file: string) => `Records in ${file}`,
		none: 'There are no records in it.',
		place: 'Data center of records that do not say theirs',
		unknownPlace: 'Not known',
		record: (number: number) => `Record ${number}`,
		client: 'API client',
		held: (alias: string) => `held here as ${alias}`,
		refused: 'cannot be imported',
		all: 'All new ones',
		customer: 'Customer',
		customerHint: 'Optional. Of all that you import.',
		check: 'Check each',
		checkHint: 'Uses each once. Without it they are "not checked yet".',
		import: (count: number) => counted(count, { one: 'Import # record', other: 'Import # records' }),
		importing: 'Importing…',
		done: (count: number) => counted(count, { one: '# record is imported', other: '# records are imported' }),
		failed: (count: number) => counted(count, { one: '# record has a problem', other: '# records have a problem' }),
		importedAs: (alias: string) => `imported as ${alias}`,
		checkFailed: (alias: string) => `imported as ${alias}, its check failed`,
		shredTitle: 'The plain file',
		shredText:
			'Its secrets are held here now and still lie in the file, readable for everybody who can open it. Shredding overwrites it once with random bytes and removes it. That is no proof: SSDs, copy-on-write disks, journals, snapshots and backups may keep the old bytes. The sure way is to re-authenticate and let Latchkey revoke the old tokens.',
		left: (count: number) =>
			counted(count, {
				one: 'It cannot be shredded yet: # of its records is not held here.',
				other: 'It cannot be shredded yet: # of its records are not held here.',
			}),
		shred: 'Shred the file…',
		shredded: 'The file was overwritten and removed.',
		close: 'Close',
	},
};
