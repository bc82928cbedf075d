import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { freePort } from '../../integration/core/free-port.ts';
import type { Pair } from '../../unit/core/adapters/test-authority.ts';

/** Whether a MariaDB server can be started here: Debian's mariadb-server-core and mariadb-client-core. */
export const hasMariaDb = ['mariadb-install-db', 'my_print_defaults'].every((program) =>
	(process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program))),
);

/** A server of the tests' own on loopback, and its root user without a password. */
export interface MariaDb {
	readonly port: number;
	/** Runs statements that no store would, as root. */
	run(...statements: string[]): Promise<unknown[]>;
	/** Stops answering, as a hung server does, until it is told to go on. Resolves when it has stopped. */
	pause(): Promise<void>;
	goOn(): void;
	stop(): Promise<void>;
}

// For speed: what is lost in a power cut is lost.
const quick = ['--innodb-flush-log-at-trx-commit=0', '--innodb-buffer-pool-size=16M', '--innodb-log-file-size=8M'];

/** Starts a server on a fresh folder, in its lax mode and with a collation that ignores case, as worst comes to worst; without TLS unless it is given a certificate. */
export async function startMariaDb(tls: Pair | null = null): Promise<MariaDb> {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-mariadb-'));
	const data = join(folder, 'data');
	// Where Debian keeps servers is not in everybody's path.
	const env = { ...process.env, PATH: `${process.env.PATH}${delimiter}/usr/sbin` };
	const asMe = process.getuid?.() === 0 ? ['--user=root'] : [];
	const install = ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'];
	execFileSync('mariadb-install-db', [...install, ...asMe], { env, stdio: 'pipe' });
	const port = await freePort();
	const own = [`--datadir=${data}`, `--socket=${join(folder, 's')}`, `--port=${port}`, '--bind-address=127.0.0.1'];
	const worst = ['--sql-mode=', '--character-set-server=utf8mb4', '--collation-server=utf8mb4_general_ci'];
	const options = [...asMe, ...own, ...worst, ...quick, ...(tls ? withTls(folder, tls) : ['--skip-ssl'])];
	const server = spawn('mariadbd', ['--no-defaults', ...options], { env, stdio: 'ignore' });
	const connect = () => createConnection({ host: '127.0.0.1', port, user: 'root', multipleStatements: true });
	const connection = await untilItAnswers(server, connect);
	return {
		port,
		run: async (...statements) => {
			const results: unknown[] = [];
			for (const statement of statements) results.push((await connection.query(statement))[0]);
			return results;
		},
		pause: async () => {
			server.kill('SIGSTOP');
			// One thread takes the signal and stops the others, which go on answering until then.
			while (!isStopped(server.pid ?? 0)) await new Promise((resolve) => setTimeout(resolve, 5));
		},
		goOn: () => server.kill('SIGCONT'),
		stop: async () => {
			connection.destroy();
			const ended = once(server, 'exit');
			server.kill('SIGTERM');
			await ended;
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** Whether each thread of a process is stopped; /proc tells it on Linux, where the server of the tests runs. */
function isStopped(pid: number): boolean {
	const tasks = `/proc/${pid}/task`;
	const states = readdirSync(tasks).map((task) => readFileSync(join(tasks, task, 'stat'), 'utf8').split(') ')[1]?.[0]);
	return states.every((state) => state === 'T');
}

function withTls(folder: string, { key, cert }: Pair): readonly string[] {
	const files = { key: join(folder, 'key.pem'), cert: join(folder, 'cert.pem') };
	writeFileSync(files.key, key);
	writeFileSync(files.cert, cert);
	return [`--ssl-key=${files.key}`, `--ssl-cert=${files.cert}`];
}

async function untilItAnswers<T>(server: ChildProcess, connect: () => Promise<T>): Promise<T> {
	const until = Date.now() + 20_000;
	for (;;) {
		try {
			return await connect();
		} catch (error) {
			if (server.exitCode !== null || Date.now() > until) throw error;
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
	}
}
