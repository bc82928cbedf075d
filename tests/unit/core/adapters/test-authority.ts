import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A key and its certificate, as PEM. */
export interface Pair {
	readonly key: string;
	readonly cert: string;
}

const settings = `[ca]
default_ca = own
[own]
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
`;

/** A certificate authority of the test's own; made by openssl, gone when the test ends. */
export function testAuthority() {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-tls-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
	const read = (name: string) => readFileSync(join(folder, name), 'utf8');
	const made = ['-newkey', 'rsa:2048', '-nodes', '-subj'];
	const named = (host: string) => [...made, `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
	for (const [name, text] of Object.entries({ 'ca.cnf': settings, 'index.txt': '', serial: '01\n' }))
		writeFileSync(join(folder, name), text);
	openssl('req', '-x509', ...made, '/CN=Test authority', '-days', '2', '-keyout', 'ca.key', '-out', 'ca.pem');
	return {
		/** Where its own certificate lies, for NODE_EXTRA_CA_CERTS. */
		path: join(folder, 'ca.pem'),
		/** A certificate for a host name, good from a day ago to tomorrow unless said otherwise. */
		issue(host: string, fromDays = -1, toDays = 1): Pair {
			openssl('req', ...named(host), '-keyout', 'leaf.key', '-out', 'leaf.csr');
			const life = ['-startdate', stamp(fromDays), '-enddate', stamp(toDays)];
			const signer = ['-config', 'ca.cnf', '-cert', 'ca.pem', '-keyfile', 'ca.key'];
			openssl('ca', '-batch', '-notext', ...signer, ...life, '-in', 'leaf.csr', '-out', 'leaf.pem');
			return { key: read('leaf.key'), cert: read('leaf.pem') };
		},
		/** One that nobody signed but itself. */
		selfSigned(host: string): Pair {
			openssl('req', '-x509', ...named(host), '-days', '2', '-keyout', 'self.key', '-out', 'self.pem');
			return { key: read('self.key'), cert: read('self.pem') };
		},
	};
}

/** A time so many days from now, as openssl wants it: YYYYMMDDHHMMSSZ. */
function stamp(days: number): string {
	const iso = new Date(Date.now() + days * 86_400_000).toISOString();
	return `${iso.replace(/\D/g, '').slice(0, 14)}Z`;
}
