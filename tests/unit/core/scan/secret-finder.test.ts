import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FoundSecret, SecretFinder } from '../../../../src/core/scan/secret-finder.ts';
import { seed, seeded } from '../../../integration/core/seeded.ts';
import { fingerprint, nearMiss, zohoToken } from './secrets.ts';

/** What is found in a text that comes in pieces of up to so many characters. */
function found(text: string, pieceLength = 100_000, random: () => number = () => 1): readonly FoundSecret[] {
	const finder = new SecretFinder();
	const secrets: FoundSecret[] = [];
	for (let at = 0; at < text.length; ) {
		const length = Math.max(1, Math.ceil(random() * pieceLength));
		secrets.push(...finder.take(text.slice(at, at + length), false));
		at += length;
	}
	return [...secrets, ...finder.take('', true)];
}

const token = '1000.0123456789abcdef0123456789abcdef.fedcba9876543210fedcba9876543210';
const clientId = '1000.ABCDEFGHIJ0123456789ABCDEFGHIJ';
const clientSecret = '0123456789abcdef0123456789abcdef0123456789';

describe('the search in a text', () => {
	it(`finds every token planted at random places in random bytes, whatever the pieces (LATCHKEY_SEED=${seed})`, () => {
		const bytes = fc.uint8Array({ maxLength: 3000 }).map((some) => Buffer.from(some).toString('latin1'));
		const edge = fc.constantFrom('"', "'", ' ', '\n', '=', '\0', '\xff', '<', '\t', ':');
		const planted = fc.array(fc.tuple(bytes, edge, zohoToken, edge), { minLength: 1, maxLength: 6 });
		const draws = fc.tuple(planted, bytes, fc.constantFrom(1, 7, 70, 1000, 5000), fc.nat());
		fc.assert(
			fc.property(draws, ([parts, end, pieceLength, chance]) => {
				const text = parts.flat().join('') + end;
				let before = '';
				const expected = parts.map(([bytesBefore, left, one, right]) => {
					before += bytesBefore + left;
					const line = before.split('\n').length;
					before += one + right;
					return { kind: 'token', line, fingerprint: fingerprint(one) };
				});
				expect(found(text, pieceLength, seeded(chance))).toEqual(expected);
			}),
			{ seed, numRuns: 2000 },
		);
	});

	it(`reports none of 10,000 near misses (LATCHKEY_SEED=${seed})`, () => {
		const misses = fc.sample(nearMiss, { seed, numRuns: 10_000 });
		for (const miss of misses) expect(found(` ${miss} `), miss).toEqual([]);
		expect(found(misses.join(' '), 4096, seeded(seed))).toEqual([]);
	});

	it.each([
		`a sentence with ${token}.`,
		`{"line":"a\\n${token}\\n"}`,
		`code=1&token%3D${token}&x`,
		`token%20${token}%20`,
		`\\u0020${token}`,
		`token_${token}-old`,
		token.toUpperCase(),
	])('knows the edges of a token: %s', (text) => {
		expect(found(text)).toHaveLength(1);
	});

	it('finds tokens that touch their neighbours where values are packed', () => {
		const finder = new SecretFinder(true);
		expect([...finder.take(`11000.AB${token}${token}17`, false), ...finder.take('', true)]).toHaveLength(2);
		expect(found(`1${token}`)).toEqual([]);
	});

	it.each([
		`client_id=${clientId}\nclient_secret=${clientSecret}\n`,
		`CLIENT_SECRET: '${clientSecret}'\nCLIENT_ID: '${clientId}'`,
		`.clientId("${clientId}")\n.clientSecret("${clientSecret}")`,
		`{"client_id": "${clientId}", "clientSecret": "${clientSecret}"}`,
		`<clientId>${clientId}</clientId><client-secret>${clientSecret}</client-secret>`,
		`{"key": "id", "value": "${clientId}"},\n{"key": "client_secret",\n\t"value": "${clientSecret}"}`,
	])('finds a client secret beside its client id: %s', (text) => {
		const line = text.slice(0, text.indexOf(clientSecret)).split('\n').length;
		for (const pieceLength of [1, 50, 1000]) {
			expect(found(text, pieceLength)).toEqual([
				{ kind: 'client-secret', line, fingerprint: fingerprint(clientSecret) },
			]);
		}
	});

	it.each([
		`client_secret=${clientSecret}`,
		`client_id=${clientId} ${' '.repeat(2000)} client_secret=${clientSecret}`,
		`client_id=${clientId} client_secret=${clientSecret.slice(3)}`,
		`client_id=${clientId} checksum=${clientSecret}`,
		`client_id=${clientId}`,
	])('takes no other number for a client secret: %s', (text) => {
		expect(found(text)).toEqual([]);
	});

	it('finds what stands at the end of a line of ten million characters', () => {
		expect(found(`${'1000.'.repeat(2_000_000)} ${token}`, 65_536)).toHaveLength(1);
		expect(found(`${'client_secret='.repeat(700_000)} ${token}`, 65_536)).toHaveLength(1);
	});
});
