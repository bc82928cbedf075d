import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/core/domain/secret.ts';
import { type BundleContent, parseContent, toJson } from '../../../src/core/usecases/bundle/bundle-content.ts';
import { openBundle, sealBundle } from '../../../src/core/usecases/bundle/bundle-file.ts';
import { hostileAccountsServers } from '../../unit/core/domain/hostile-origins.ts';
import { seed, seeded } from './seeded.ts';
import { codeOf, errorOf, world } from './world.ts';

const passphrase = new Secret('correct horse battery staple');
const token = (n: number) => `1000.${String(n).padStart(4, '0').repeat(8)}.${'ab'.repeat(16)}`;
const clientSecret = 'c11e57'.repeat(7);

/** As another computer writes it: two connections in the EU, one of them with its token, and one API client with its secret. */
function content(changes: Record<string, unknown> = {}, client: Record<string, unknown> = {}): unknown {
	const connection = (n: number) => ({
		...{ id: `con_${n}`, alias: `acme-${n}`, customer: 'Acme GmbH', clientId: '1000.REAL', dataCenter: 'eu' },
		...{ apiDomain: 'https://www.zohoapis.eu', environment: 'production', org: { id: `org${n}`, name: 'Acme' } },
		...{ user: { email: 'anna@example.test', name: 'Anna' }, scopes: ['ZohoCRM.org.READ'], createdAt: 1000 },
		...{ tags: ['vip'], colour: 'red', notes: 'a\nb', pinned: true, refreshToken: n === 1 ? token(1) : null },
		...(n === 1 ? changes : {}),
	});
	return {
		dataCenters: [],
		apiClients: [
			{
				...{ name: 'Agency', clientId: '1000.REAL', type: 'server-based', scopes: ['ZohoCRM.modules.READ'] },
				...{ redirectUris: ['http://localhost:8917/callback'], secrets: [['eu', clientSecret]], ...client },
			},
		],
		connections: [connection(1), connection(2)],
	};
}
const parsed = (value: unknown): BundleContent => parseContent(value, 'x.bundle');

type World = Awaited<ReturnType<typeof world>>;
/** All that an import could change. */
const stateOf = ({ store, keychain }: World) =>
	JSON.stringify([
		store.connections.all(),
		store.apiClients.all(),
		[...store.labels.all()],
		store.dataCenters.all(),
		// A canary is no part of it.
		[...keychain.items].filter(([, value]) => value !== '{"v":1}'),
	]);

describe('a bundle', () => {
	it('brings connections, labels, API clients and secrets over; what had none needs one sign-in', async () => {
		const w = await world();
		const text = await sealBundle(toJson(parsed(content())), passphrase);
		for (const secret of [token(1), clientSecret, 'acme-1', 'anna@example.test']) expect(text).not.toContain(secret);
		const opened = await w.core.bundles.open(text, passphrase, 'x.bundle');
		const { rows, newDataCenters } = w.core.bundles.plan(opened);
		expect(newDataCenters).toEqual([]);
		expect(rows.map(({ alias, state, hasSecret }) => [alias, state, hasSecret])).toEqual([
			['acme-1', 'new', true],
			['acme-2', 'new', false],
		]);
		expect(JSON.stringify(rows)).not.toContain(token(1));
		expect(await w.core.bundles.take(opened, 1)).toMatchObject({
			...{ id: 'con_1', alias: 'acme-1', status: 'unverified', customer: 'Acme GmbH', apiClient: 'Agency' },
			...{ tags: ['vip'], colour: 'red', notes: 'a\nb', pinned: true },
		});
		expect(await w.core.bundles.take(opened, 2)).toMatchObject({ status: 'needs_reauth', problem: null });
		expect(w.refreshTokenOf('acme-1')).toBe(token(1));
		expect(w.core.apiClients.list().find(({ name }) => name === 'Agency')).toMatchObject({ secretsFor: ['eu'] });
		expect(w.orphans()).toEqual([]);
		expect(await codeOf(w.core.connections.token('acme-2', 60))).toBe('NEEDS_REAUTH');
		expect(w.core.connections.get('acme-2').status).toBe('needs_reauth');

		// Back out again, with and without secrets; practice connections stay here.
		await w.connect({ alias: 'practice' });
		for (const withSecrets of [true, false]) {
			const out = await w.core.bundles.export(passphrase, withSecrets);
			expect(out.count).toEqual({
				...{ connections: 2, apiClients: 1 },
				...{ refreshTokens: withSecrets ? 1 : 0, clientSecrets: withSecrets ? 1 : 0 },
			});
			const plain = (await openBundle(out.text, passphrase, 'x')) as { connections: { refreshToken: unknown }[] };
			expect(plain.connections.map(({ refreshToken }) => refreshToken)).toEqual([withSecrets ? token(1) : null, null]);
			expect(JSON.stringify(plain).includes(clientSecret)).toBe(withSecrets);
		}
		expect(w.acts().filter((act) => act === 'secret exported in a bundle')).toHaveLength(1);
	});

	it('M03: never changes what is here, twice in one bundle included; a taken alias gets another one', async () => {
		const w = await world();
		const first = parsed(content());
		await w.core.bundles.take(first, 1);
		w.core.connections.edit('acme-1', { alias: 'mine', notes: 'newer' });
		const before = stateOf(w);
		for (const again of [
			first,
			parsed(content({ id: 'con_other' })),
			parsed(content({ id: 'con_3', org: { id: 'z', name: 'z' } })),
		]) {
			expect(w.core.bundles.plan(again).rows[0]).toMatchObject({ state: 'held', as: 'mine' });
			expect(await codeOf(w.core.bundles.take(again, 1))).toBe('ALIAS_TAKEN');
		}
		expect(stateOf(w)).toBe(before);
		const other = parsed(content({ id: 'con_9', alias: 'MINE', org: { id: 'o9', name: 'x' }, refreshToken: token(9) }));
		expect(await w.core.bundles.take(other, 1)).toMatchObject({ alias: 'mine-eu' });
		// The API client that is here is used, and its secret stays.
		expect(w.core.apiClients.list().filter(({ clientId }) => clientId === '1000.REAL')).toHaveLength(1);
		expect(w.orphans()).toEqual([]);
		expect(await codeOf(w.core.bundles.take(first, 3))).toBe('TOKEN_UNKNOWN');
	});

	it('M03: an API client of the same name and another client id gets a name of its own', async () => {
		const w = await world();
		await w.core.bundles.take(parsed(content()), 1);
		const other = parsed(
			content({ id: 'con_7', clientId: '1000.OTHER', refreshToken: null }, { clientId: '1000.OTHER' }),
		);
		expect(await w.core.bundles.take(other, 1)).toMatchObject({ apiClient: 'Agency 2' });
	});

	it('M03, S02: killed at any step, a connection is there whole or not at all, and nothing is orphaned', async () => {
		let killedAt = 0;
		for (let steps = 0; ; steps++) {
			const w = await world();
			const kept = { apiClients: w.core.apiClients.list().length };
			let left = steps;
			let killed = false;
			const read = w.keychain.modeOfCall;
			w.keychain.modeOfCall = () => {
				if (left-- <= 0) throw new Error('killed');
				return 'open';
			};
			await w.core.bundles.take(parsed(content()), 1).catch((error: Error) => {
				expect(error.message).toBe('killed');
				killed = true;
			});
			w.keychain.modeOfCall = read;
			await w.close();
			w.open();
			await w.core.recover();
			const there = w.core.connections.list().length === 1;
			expect(w.core.apiClients.list().length, `killed at ${steps}`).toBe(kept.apiClients + (there ? 1 : 0));
			expect(w.orphans(), `killed at ${steps}`).toEqual([]);
			if (!there) await w.core.bundles.take(parsed(content()), 1);
			expect(w.refreshTokenOf('acme-1')).toBe(token(1));
			await w.close();
			if (!killed) break;
			killedAt++;
		}
		expect(killedAt).toBeGreaterThanOrEqual(4);
	}, 60_000);

	it('K02: with a keychain that locks half-way changes nothing', async () => {
		for (const mode of ['locked', 'silently locked', 'unavailable'] as const) {
			for (let openCalls = 0; openCalls < 4; openCalls++) {
				const w = await world();
				const before = stateOf(w);
				let seen = 0;
				w.keychain.modeOfCall = () => (seen++ < openCalls ? 'open' : mode);
				expect(await codeOf(w.core.bundles.take(parsed(content()), 1)), `${mode} ${openCalls}`).toMatch(/^KEYCHAIN_/);
				w.keychain.modeOfCall = null;
				await w.core.recover();
				expect(stateOf(w), `${mode} ${openCalls}`).toBe(before);
				await w.close();
			}
		}
	}, 60_000);

	it('M02: sends nothing to hosts of its own: each is checked against the table here', async () => {
		const w = await world();
		const before = stateOf(w);
		const origin = 'https://www.zohoapis.eu';
		const hostile = hostileAccountsServers.map((url) => url.replace('accounts.zoho', 'www.zohoapis'));
		for (const apiDomain of hostile.filter((url) => url !== origin)) {
			const code = await codeOf(async () => w.core.bundles.take(parsed(content({ apiDomain })), 1));
			expect(['API_DOMAIN_UNKNOWN', 'BUNDLE_REFUSED'], apiDomain).toContain(code);
		}
		const own = { id: 'lab', name: 'Lab', accountsUrl: 'https://a.example.test', apiUrl: 'https://b.example.test' };
		const onOwn = { dataCenter: 'lab', apiDomain: own.apiUrl };
		const withOwn = { ...(content(onOwn) as object), dataCenters: [own] };
		const plan = w.core.bundles.plan(parsed(withOwn));
		expect(plan.newDataCenters).toEqual([own]);
		expect(plan.rows[0]).toMatchObject({ state: 'refused', problem: { code: 'DATA_CENTER_UNKNOWN' } });
		expect(stateOf(w)).toBe(before);
		// Trusted here under the same name, with another host.
		w.core.dataCenters.add({ ...own, apiUrl: 'https://other.example.test' });
		expect(w.core.bundles.plan(parsed(withOwn)).rows[0]?.problem?.code).toBe('DATA_CENTER_EXISTS');
		w.core.dataCenters.remove('lab');
		w.core.dataCenters.add(own);
		expect(await w.core.bundles.take(parsed(withOwn), 1)).toMatchObject({ dataCenter: 'lab' });
		// An id of the built-in table cannot be given other hosts.
		const eu = { ...(content() as object), dataCenters: [{ ...own, id: 'eu' }] };
		expect(w.core.bundles.plan(parsed(eu)).rows[1]?.problem?.code).toBe('DATA_CENTER_EXISTS');
	});

	it.each([
		['an alias that no shell takes', { alias: '$(rm -rf ~)' }, {}],
		['an id that is none of ours', { id: '../../etc' }, {}],
		['a customer on two lines', { customer: 'a\nb' }, {}],
		['an org without an id', { org: { id: '', name: 'x' } }, {}],
		['a tag that is none', { tags: ['a b'] }, {}],
		['a scope that is none', { scopes: ['ZohoCRM.modules.READ&x=y'] }, {}],
		['a practice data center', { dataCenter: 'practice-eu' }, {}],
		['a redirect to another computer', {}, { redirectUris: ['https://evil.test/callback'] }],
		['a type without a redirect that has one', {}, { type: 'self-client' }],
		['a name with a line break', {}, { name: 'a\u0000b'.replace('\u0000', '\u001b') }],
		['no API client of its own', { clientId: '1000.NOBODY' }, {}],
	])('M02: refuses %s and writes nothing', async (_, connection, client) => {
		const w = await world();
		const before = stateOf(w);
		const bad = parsed(content(connection, client));
		expect(w.core.bundles.plan(bad).rows[0]?.state).toBe('refused');
		expect(await codeOf(w.core.bundles.take(bad, 1))).not.toBe('none');
		expect(stateOf(w)).toBe(before);
	});
});

describe('the content of a bundle', () => {
	it(`M01: of any other form is refused with its place and without what stands there (LATCHKEY_SEED=${seed})`, async () => {
		const random = seeded(seed);
		const odd: readonly unknown[] = [
			null,
			0,
			-1,
			1e99,
			true,
			'',
			'x'.repeat(5000),
			'a\0b',
			'\ud800',
			[],
			[[]],
			{},
			{ a: 1 },
		];
		const places = (value: unknown): unknown[] =>
			typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(places)] : [];
		let refused = 0;
		for (let round = 0; round < 3000; round++) {
			const value = JSON.parse(JSON.stringify(content()).replace('"dataCenters"', '"__proto__":{"x":1},"dataCenters"'));
			const containers = places(value) as Record<string, unknown>[];
			const target = containers[Math.floor(random() * containers.length)] ?? {};
			const keys = Object.keys(target);
			const key = keys[Math.floor(random() * keys.length)] ?? 'more';
			if (random() < 0.3) delete target[key];
			else target[key] = odd[Math.floor(random() * odd.length)];
			const error = await errorOf(() => parsed(JSON.parse(JSON.stringify(value))));
			if (!error) continue;
			refused++;
			expect(error.code).toBe('BUNDLE_REFUSED');
			expect(error.message).not.toContain(token(1));
			expect(error.message.length).toBeLessThan(200);
		}
		expect(refused).toBeGreaterThan(1500);
		expect(({} as { x?: number }).x).toBeUndefined();
	});

	it('M01: has a limit to how many things there are in it', async () => {
		const { connections } = content() as { connections: unknown[] };
		const many = { ...(content() as object), connections: Array.from({ length: 10_001 }, () => connections[1]) };
		expect(await codeOf(() => parsed(many))).toBe('BUNDLE_REFUSED');
	});
});

describe('the file of a bundle', () => {
	it(`M04: opens with the passphrase alone; a changed or missing byte anywhere says the same as a wrong passphrase (LATCHKEY_SEED=${seed})`, async () => {
		const text = await sealBundle({ some: 'content', more: 'x'.repeat(200) }, passphrase);
		expect(await openBundle(text, passphrase, 'f')).toMatchObject({ some: 'content' });
		const wrong = await errorOf(openBundle(text, new Secret('correct horse battery stable'), 'f'));
		expect(wrong?.code).toBe('BUNDLE_CLOSED');
		const afterName = text.indexOf('\n') + 1;
		const random = seeded(seed);
		const spots = [...Array(12).keys()].map(() => afterName + Math.floor(random() * (text.length - afterName - 1)));
		for (const at of spots) {
			const other = text[at] === 'A' ? 'B' : 'A';
			const error = await errorOf(openBundle(text.slice(0, at) + other + text.slice(at + 1), passphrase, 'f'));
			expect(error?.message, `byte ${at}`).toBe(wrong?.message);
		}
		for (const length of [afterName, afterName + 20, text.length - 30, text.length - 3])
			expect((await errorOf(openBundle(text.slice(0, length), passphrase, 'f')))?.message).toBe(wrong?.message);
	}, 120_000);

	it('M04: names a cost that is none of ours: no work is done for it', async () => {
		const text = await sealBundle({}, passphrase);
		const started = performance.now();
		for (const cost of ['"N":1073741824', '"N":2', '"N":1e99', '"N":"131072x"', '"N":-1'])
			expect(await codeOf(openBundle(text.replace('"N":131072', cost), passphrase, 'f')), cost).toBe('BUNDLE_CLOSED');
		for (const cost of ['"r":80000', '"p":900'])
			expect(await codeOf(openBundle(text.replace(/"[rp]":\d/, cost), passphrase, 'f')), cost).toBe('BUNDLE_CLOSED');
		expect(performance.now() - started).toBeLessThan(1000);
	});

	it('M01: that is something else says so', async () => {
		const problems = [];
		for (const text of [
			'',
			'{}',
			'latchkey-bundle x\n',
			'\ufefflatchkey-bundle 1\n',
			'latchkey-bundle 2\n{}\nAAAA\n',
			'\0'.repeat(10_000),
		])
			problems.push((await errorOf(openBundle(text, passphrase, 'f')))?.message ?? 'opened');
		expect(new Set(problems)).toEqual(
			new Set([
				'f cannot be imported: it is no bundle of Latchkey.',
				'f cannot be imported: it was written by a newer Latchkey.',
			]),
		);
	});
});
