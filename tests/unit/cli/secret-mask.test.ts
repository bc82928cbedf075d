import { describe, expect, it } from 'vitest';
import { SecretMask } from '../../../src/cli/exec/secret-mask.ts';
import { Secret } from '../../../src/core/domain/secret.ts';
import fc from '../../support/fast-check.ts';

const token = '1000.0123456789abcdef.fedcba9876543210';

function maskOf(...secrets: readonly string[]): SecretMask {
	const mask = new SecretMask();
	for (const secret of secrets) mask.add(new Secret(secret));
	return mask;
}

/** What comes out after each chunk, and at the end. */
async function through(mask: SecretMask, chunks: readonly Buffer[]): Promise<readonly Buffer[]> {
	const stream = mask.stream();
	const out: Buffer[] = [];
	stream.on('data', (bytes: Buffer) => out.push(bytes));
	const after: Buffer[] = [];
	for (const chunk of chunks) {
		await new Promise<void>((resolve, reject) => stream.write(chunk, (error) => (error ? reject(error) : resolve())));
		after.push(Buffer.concat(out));
	}
	await new Promise<void>((resolve) => stream.once('end', resolve).end());
	return [...after, Buffer.concat(out)];
}

describe('what a program writes', () => {
	it('comes out with each secret masked, wherever the bytes are cut', async () => {
		const piece = fc.oneof(
			fc.constantFrom(Buffer.from(token), Buffer.from('1000.'), Buffer.from(token.slice(0, -1)), Buffer.from('aab')),
			fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes)),
		);
		await fc.assert(
			fc.asyncProperty(
				fc.array(piece, { maxLength: 12 }),
				fc.array(fc.nat(40), { maxLength: 20 }),
				async (pieces, cuts) => {
					const all = Buffer.concat(pieces);
					const chunks: Buffer[] = [];
					let from = 0;
					for (const cut of cuts) {
						chunks.push(all.subarray(from, from + cut));
						from += cut;
					}
					chunks.push(all.subarray(from));
					const masked = (await through(maskOf(token, 'aab'), chunks)).at(-1)?.toString('latin1');
					expect(masked).toBe(all.toString('latin1').replaceAll(token, '[secret]').replaceAll('aab', '[secret]'));
				},
			),
			{ numRuns: 300 },
		);
	});

	it('comes out at once, but for an end that may be the beginning of a secret', async () => {
		const chunks = ['Name? ', 'port 1000', '. ', `x${token.slice(0, 20)}`, token.slice(20), '\n1'].map((text) =>
			Buffer.from(text),
		);
		const after = (await through(maskOf(token), chunks)).map(String);
		expect(after).toEqual([
			'Name? ',
			'Name? port ',
			'Name? port 1000. ',
			'Name? port 1000. x',
			'Name? port 1000. x[secret]',
			'Name? port 1000. x[secret]\n',
			'Name? port 1000. x[secret]\n1',
		]);
	});

	it('is masked with a secret that is added while it runs', async () => {
		const mask = maskOf(token);
		const stream = mask.stream();
		stream.write(`${token} `);
		mask.add(new Secret('another-secret'));
		stream.end('another-secret');
		expect(String(Buffer.concat(await stream.toArray()))).toBe('[secret] [secret]');
	});

	it('is left alone where there is no secret in it, a megabyte of any bytes too', async () => {
		const bytes = Buffer.from(Array.from({ length: 1 << 20 }, (_, n) => (n * 31 + (n >> 8)) & 0xff));
		const chunks = Array.from({ length: 16 }, (_, n) => bytes.subarray(n << 16, (n + 1) << 16));
		expect((await through(maskOf(token), chunks)).at(-1)?.equals(bytes)).toBe(true);
	});
});
