import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OAuthToken } from '../../../src/core/domain/oauth-token.ts';
import type { TokenStore } from '../../../src/core/ports/token-store.ts';
import { fullToken, type Plain, plain, tokenWith } from './tokens.ts';

/** A store with data of its own. */
export interface Opened {
	readonly store: TokenStore;
	/** Another store on the same data, as another process would have it. */
	again(): TokenStore;
	close(): Promise<void>;
}

/** In what a store may differ. */
export interface ContractOptions {
	/** Whether the store keeps such a text; one that it does not keep it refuses. Default: every text. */
	readonly keeps?: (text: string, field: string) => boolean;
	/** What orders records where the store does not know which it stored first. */
	readonly order?: (one: Plain, other: Plain) => number;
	/** True where the data end with the store. */
	readonly isAlone?: boolean;
	/** False where the contract cannot run here; it is then named as skipped. */
	readonly runs?: boolean;
}

const hostile = [
	`"quoted" 'twice' \`and\` again`,
	`'; DROP TABLE oauthtoken; --`,
	'a ? in it, and a comma',
	'?',
	'%_\\',
	'Zoë \u{1f511} \u202e עברית',
	'x'.repeat(255),
	' spaces about ',
	'a\nline',
	'NULL',
	'=1+1',
];

/** What every token store promises (src/core/ports/token-store.ts, docs/token-store.md). */
export function tokenStoreContract(name: string, open: () => Promise<Opened>, options: ContractOptions = {}): void {
	const { keeps = () => true, order, isAlone = false, runs = true } = options;

	describe.skipIf(!runs)(name, () => {
		let opened: Opened;
		let store: TokenStore;
		beforeEach(async () => {
			opened = await open();
			store = opened.store;
		});
		afterEach(() => opened.close());

		const save = async (token: OAuthToken) => plain(await store.saveToken(token));
		const idOf = async (token: OAuthToken) => (await save(token)).id ?? '';
		const find = async (given: Partial<Plain>) => {
			const found = await store.findToken(tokenWith(given));
			return found && plain(found);
		};
		const all = async (from = store) => (await from.getTokens()).map(plain);
		const credentials = ({ clientId, clientSecret }: Plain) => ({ clientId, clientSecret });

		it('is empty at first', async () => {
			expect(await all()).toEqual([]);
			expect(await store.findToken(fullToken('a'))).toBeNull();
			await store.deleteTokens();
		});

		it('gives back what was saved, by id and by match, and what it says it stored', async () => {
			const saved = await save(fullToken('a'));
			expect(saved).toEqual({ ...plain(fullToken('a')), id: saved.id });
			expect(saved.id).toMatch(/./);
			expect(plain(await store.findTokenById(saved.id ?? ''))).toEqual(saved);
			expect(await find({ userSignature: saved.userSignature })).toEqual(saved);
			expect(await all()).toEqual([saved]);
		});

		it('rejects an unknown id, in finding and in deleting', async () => {
			const id = await idOf(fullToken('a'));
			for (const unknown of ['nobody', '', `${id} `, `${id}0`, '999999999', "' OR '1'='1"]) {
				await expect(store.findTokenById(unknown)).rejects.toMatchObject({ code: 'TOKEN_UNKNOWN' });
				await expect(store.deleteToken(unknown)).rejects.toMatchObject({ code: 'TOKEN_UNKNOWN' });
			}
			expect(await all()).toHaveLength(1);
		});

		describe('finding', () => {
			it('lets the user alone decide where there is one', async () => {
				const [a, b] = [await save(fullToken('a')), await save(fullToken('b'))];
				expect(await find({ ...b, id: null, userSignature: 'nobody', clientId: null })).toBeNull();
				expect((await find({ userSignature: b.userSignature, accessToken: a.accessToken }))?.id).toBe(b.id);
			});

			it('takes the access token where no client credentials are given, and only there', async () => {
				const a = await save(fullToken('a'));
				expect((await find({ accessToken: a.accessToken }))?.id).toBe(a.id);
				expect(await find({ accessToken: a.accessToken, ...credentials(a) })).toBeNull();
				expect(await find({ accessToken: a.accessToken, clientId: a.clientId })).toBeNull();
				expect(await find({ accessToken: 'another', refreshToken: a.refreshToken })).toBeNull();
			});

			it('takes the grant token before the refresh token', async () => {
				const client = credentials(plain(fullToken('a')));
				const a = await save(fullToken('a', { grantToken: '1000.grant.a' }));
				const b = await save(fullToken('b', client));
				const other = { ...client, refreshToken: b.refreshToken };
				expect((await find({ ...other, grantToken: a.grantToken }))?.id).toBe(a.id);
				expect((await find({ ...other, grantToken: '1000.grant.unknown' }))?.id).toBe(b.id);
				expect((await find({ ...other }))?.id).toBe(b.id);
			});

			it('knows a grant or refresh token with its client id and client secret alone', async () => {
				const a = await save(fullToken('a', { grantToken: '1000.grant.a' }));
				const { clientId, clientSecret, refreshToken, grantToken } = a;
				for (const part of [{ refreshToken }, { grantToken }]) {
					expect(await find(part)).toBeNull();
					expect(await find({ ...part, clientId })).toBeNull();
					expect(await find({ ...part, clientSecret })).toBeNull();
					expect(await find({ ...part, clientId: 'another', clientSecret })).toBeNull();
					expect((await find({ ...part, clientId, clientSecret }))?.id).toBe(a.id);
				}
				expect(await find({ clientId, clientSecret })).toBeNull();
				expect(await find({})).toBeNull();
			});

			it('ignores the id, and lays what is given over what is stored', async () => {
				const [a, b] = [await save(fullToken('a')), await save(fullToken('b'))];
				const found = await find({
					id: b.id,
					userSignature: a.userSignature,
					accessToken: 'newer',
					expiresIn: 5,
					redirectURL: '',
				});
				expect(found).toEqual({ ...a, accessToken: 'newer', expiresIn: 5 });
				expect(plain(await store.findTokenById(a.id ?? ''))).toEqual(a);
			});

			it('takes the first of several that match', async () => {
				const { userSignature, ...client } = plain(fullToken('a'));
				const first = await save(tokenWith({ ...client, id: '11', userSignature }));
				await save(tokenWith({ ...client, id: '12', userSignature }));
				expect((await find({ userSignature }))?.id).toBe(first.id);
			});

			it('tells texts apart by case, accent and spaces', async () => {
				const a = await save(fullToken('a', { userSignature: 'Zoe@example.test:1', accessToken: '1000.AbC' }));
				for (const userSignature of [
					'zoe@example.test:1',
					'Zoé@example.test:1',
					'Zoe@example.test:1 ',
					'Zoe@example.test:10',
				])
					expect(await find({ userSignature }), userSignature).toBeNull();
				for (const accessToken of ['1000.abc', '1000.AbC ', ' 1000.AbC', '1000.Äbc'])
					expect(await find({ accessToken }), accessToken).toBeNull();
				for (const id of [a.id ?? '', 'Acme', 'acme-2'])
					expect(plain(await store.saveToken(fullToken('a', { id }))).id).toBe(id);
				await expect(store.findTokenById('acme')).rejects.toMatchObject({ code: 'TOKEN_UNKNOWN' });
				await expect(store.deleteToken('ACME-2')).rejects.toMatchObject({ code: 'TOKEN_UNKNOWN' });
			});
		});

		describe('saving', () => {
			it('updates the match and leaves what the token does not say', async () => {
				const a = await save(fullToken('a'));
				await save(fullToken('b'));
				const { userSignature, clientId } = a;
				const renewed = await save(
					tokenWith({ userSignature, clientId, accessToken: 'newer', expiresIn: 7, apiDomain: '' }),
				);
				expect(renewed).toEqual({ ...a, accessToken: 'newer', expiresIn: 7 });
				expect(plain(await store.findTokenById(a.id ?? ''))).toEqual(renewed);
				expect(await all()).toHaveLength(2);
			});

			it('updates by id alone where there is one, whatever else would match', async () => {
				const [a, b] = [await save(fullToken('a')), await save(fullToken('b'))];
				const moved = await save(tokenWith({ id: b.id, userSignature: a.userSignature, refreshToken: 'newer' }));
				expect(moved).toEqual({ ...b, userSignature: a.userSignature, refreshToken: 'newer' });
				expect(plain(await store.findTokenById(a.id ?? ''))).toEqual(a);
				expect(await all()).toHaveLength(2);
			});

			it('keeps an id of the caller, and the records of one user under different ids', async () => {
				const [one, two] = [await save(fullToken('a', { id: 'acme' })), await save(fullToken('a', { id: 'acme-2' }))];
				expect([one.id, two.id]).toEqual(['acme', 'acme-2']);
				await save(tokenWith({ id: 'acme-2', accessToken: 'newer' }));
				expect(plain(await store.findTokenById('acme'))).toEqual(one);
				expect(plain(await store.findTokenById('acme-2'))).toEqual({ ...two, accessToken: 'newer' });
			});

			it('keeps users and API clients apart', async () => {
				const user = plain(fullToken('a')).userSignature;
				const a = await save(fullToken('a'));
				const otherClient = await save(fullToken('b', { userSignature: user }));
				const otherUser = await save(
					fullToken('a', { userSignature: 'b@example.test:777', refreshToken: '1000.refresh.c' }),
				);
				expect(new Set([a.id, otherClient.id, otherUser.id]).size).toBe(3);
				expect(plain(await store.findTokenById(a.id ?? ''))).toEqual(a);
				expect((await find({ userSignature: user, clientId: otherClient.clientId }))?.id).toBe(otherClient.id);
				expect((await find({ userSignature: user, clientId: a.clientId }))?.id).toBe(a.id);
				expect((await find({ ...credentials(a), refreshToken: a.refreshToken }))?.id).toBe(a.id);
			});

			it('makes ids that differ for twelve tokens, and none of a living record after a deletion', async () => {
				const ids: string[] = [];
				for (let number = 0; number < 12; number++) ids.push(await idOf(fullToken(`n${number}`)));
				expect(new Set(ids).size).toBe(12);
				await store.deleteToken(ids[3] ?? '');
				const next = await save(fullToken('later'));
				expect(ids.filter((_, at) => at !== 3)).not.toContain(next.id);
				expect(await all()).toHaveLength(12);
				for (const [at, id] of ids.entries())
					if (at !== 3) expect(plain(await store.findTokenById(id)).accessToken).toBe(`1000.access.n${at}`);
			});

			it('makes one record of the same token that is saved twenty times at once', async () => {
				const saved = await Promise.all(Array.from({ length: 20 }, () => save(fullToken('a'))));
				expect(new Set(saved.map(({ id }) => id)).size).toBe(1);
				expect(await all()).toHaveLength(1);
			});

			it('makes twenty records of twenty tokens that are saved at once', async () => {
				const saved = await Promise.all(Array.from({ length: 20 }, (_, number) => save(fullToken(`n${number}`))));
				expect(new Set(saved.map(({ id }) => id)).size).toBe(20);
				const stored = await all();
				expect(new Set(stored.map(({ accessToken }) => accessToken)).size).toBe(20);
			});

			it('refuses a new record without any token, and an expiry that is no time', async () => {
				const { userSignature } = plain(fullToken('a'));
				for (const given of [{ userSignature }, { id: 'x' }, {}, { userSignature, refreshToken: '', accessToken: '' }])
					await expect(store.saveToken(tokenWith(given))).rejects.toMatchObject({ code: 'TOKEN_REFUSED' });
				for (const expiresIn of [1.5, -1, Number.NaN, 2 ** 60])
					await expect(store.saveToken(fullToken('a', { expiresIn }))).rejects.toMatchObject({ code: 'TOKEN_REFUSED' });
				expect(await all()).toEqual([]);
			});
		});

		it('deletes one record, and all of them', async () => {
			const ids = [await idOf(fullToken('a')), await idOf(fullToken('b')), await idOf(fullToken('c'))];
			await store.deleteToken(ids[1] ?? '');
			expect((await all()).map(({ id }) => id)).toEqual([ids[0], ids[2]]);
			expect(await find({ accessToken: '1000.access.b' })).toBeNull();
			await expect(store.findTokenById(ids[1] ?? '')).rejects.toMatchObject({ code: 'TOKEN_UNKNOWN' });
			await store.deleteTokens();
			expect(await all()).toEqual([]);
			await expect(store.findTokenById(ids[0] ?? '')).rejects.toMatchObject({ code: 'TOKEN_UNKNOWN' });
		});

		it('lists the records in their order, which an update does not change', async () => {
			const saved = [await save(fullToken('c')), await save(fullToken('a')), await save(fullToken('b'))];
			await save(fullToken('c', { accessToken: 'newer' }));
			const expected = saved.map((one, at) => (at === 0 ? { ...one, accessToken: 'newer' } : one));
			expect(await all()).toEqual(order ? expected.toSorted(order) : expected);
		});

		it('keeps hostile texts as they are, or refuses them and stores nothing', async () => {
			const fields = [
				'userSignature',
				'clientSecret',
				'refreshToken',
				'accessToken',
				'redirectURL',
				'apiDomain',
			] as const;
			for (const field of fields) {
				for (const [at, text] of hostile.entries()) {
					const before = await all();
					const token = fullToken(`${field}${at}`, { [field]: text });
					if (keeps(text, field)) {
						const saved = await save(token);
						expect(plain(await store.findTokenById(saved.id ?? ''))).toEqual({ ...plain(token), id: saved.id });
						expect((await store.findToken(tokenWith({ ...plain(token) })))?.id).toBe(saved.id);
						await store.deleteToken(saved.id ?? '');
					} else {
						await expect(store.saveToken(token), text).rejects.toMatchObject({ code: 'TOKEN_REFUSED' });
					}
					expect(await all()).toEqual(before);
				}
			}
		});

		it('refuses what is no text: NUL and half a surrogate pair', async () => {
			for (const text of ['a\0b', 'half \ud800'])
				for (const field of ['userSignature', 'accessToken', 'redirectURL', 'id'] as const)
					await expect(store.saveToken(fullToken('a', { [field]: text }))).rejects.toMatchObject({
						code: 'TOKEN_REFUSED',
					});
			expect(await all()).toEqual([]);
		});

		it('says nothing of a token in its errors', async () => {
			const marked = 'MARK-OF-A-SECRET';
			const secret = { clientSecret: marked, refreshToken: marked, accessToken: marked, grantToken: marked };
			const errors: unknown[] = [];
			const tried = async (act: Promise<unknown>) => act.catch((error: unknown) => errors.push(error));
			await tried(store.saveToken(fullToken('a', { ...secret, refreshToken: `${marked}\0` })));
			await tried(store.saveToken(fullToken('a', { ...secret, refreshToken: `${marked},"\n` })));
			await tried(store.saveToken(fullToken('a', { ...secret, accessToken: marked.repeat(5000) })));
			await tried(store.saveToken(fullToken('a', { ...secret, id: 'x'.repeat(5000) })));
			await tried(store.saveToken(fullToken('a', { ...secret, expiresIn: -1 })));
			await tried(store.findTokenById('nobody'));
			expect(errors.length).toBeGreaterThan(2);
			for (const error of errors) {
				expect(error).toMatchObject({ code: expect.stringMatching(/^TOKEN_/) });
				expect(inspect(error, { depth: 20, showHidden: true }).includes(marked)).toBe(false);
			}
		});

		if (isAlone) return;

		it('shows another store on the same data what was saved, at once', async () => {
			const other = opened.again();
			const a = await save(fullToken('a'));
			expect(await all(other)).toEqual([a]);
			for (let number = 0; number < 20; number++) {
				const renewed = await save(tokenWith({ id: a.id, accessToken: `1000.${number % 10}` }));
				expect(plain(await other.findTokenById(a.id ?? ''))).toEqual(renewed);
			}
			await other.deleteToken(a.id ?? '');
			expect(await all()).toEqual([]);
		});

		it('makes one record of a token that two stores on the same data save at once', async () => {
			const stores = [store, opened.again()];
			await Promise.all(Array.from({ length: 20 }, (_, at) => stores[at % 2]?.saveToken(fullToken('a'))));
			await Promise.all(Array.from({ length: 20 }, (_, at) => stores[at % 2]?.saveToken(fullToken(`n${at}`))));
			expect(await all()).toHaveLength(21);
		});
	});
}
