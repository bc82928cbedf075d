import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import type { ConsentEnd } from '../../../src/practice/follow-consent.ts';

/** What a sign-in carried that nobody may keep: the state and the code. */
export function secretsOfSignIn({ callbackUrl }: ConsentEnd): string[] {
	const { searchParams } = new URL(callbackUrl);
	return ['state', 'code'].flatMap((name) => searchParams.getAll(name));
}

// In a process of its own: keytar ends a process whose keychain is locked (running-without-electron: findCredentials).
const read = `require(process.argv[1]).findCredentials('Latchkey').then((all) => console.log(JSON.stringify(all)))`;

/** Every secret that lies in the keychain of this run: refresh tokens, client secrets, the keys of sealed tokens. */
export async function secretsInKeychain(): Promise<string[]> {
	const keytar = createRequire(import.meta.url).resolve('keytar');
	const child = spawn(process.execPath, ['-e', read, keytar], { stdio: ['ignore', 'pipe', 'inherit'] });
	const entries = JSON.parse(await text(child.stdout)) as { password: string }[];
	return entries.flatMap(({ password }) =>
		Object.values(JSON.parse(password) as Record<string, unknown>).filter(
			(value): value is string => typeof value === 'string' && value.length >= 16,
		),
	);
}
