import fc from 'fast-check';
import { expect, it } from 'vitest';
import { emptyToken } from '../../../src/core/domain/oauth-token.ts';
import { seed } from '../../integration/core/seeded.ts';
import type { ContractOptions, Opened } from './contract.ts';
import { type Plain, plain, tokenWith } from './tokens.ts';

// Few values, so that tokens meet; with some that stores compare wrongly.
const text = (...texts: string[]) => fc.option(fc.constantFrom(...texts), { freq: 2 });
const someToken = fc.record({
	id: fc.option(fc.constantFrom('', '1', '2', '10', '007', 'acme', 'Acme2'), { freq: 1 }),
	userSignature: text('', 'pat@x.test:1', 'Pat@x.test:1', 'kim@x.test:1'),
	clientId: text('', 'C1', 'c1', 'C2'),
	clientSecret: text('', 's1', 's2'),
	grantToken: text('', 'g1', 'G1'),
	refreshToken: text('', 'r1', 'R1', 'r2'),
	accessToken: text('', 'a1', 'A1', 'a2'),
	expiresIn: fc.option(fc.constantFrom(0, 7, 1_767_225_600_000)),
	redirectURL: text('', 'http://localhost:1/cb?x=1'),
	apiDomain: text('', 'https://www.zohoapis.eu'),
});
const someId = fc.constantFrom('', '1', '2', '3', '11', 'acme', 'ACME2', 'Acme2');

/** What the steps of a row are made of. */
export interface Steps {
	readonly saved: fc.Arbitrary<Plain>;
	readonly looked: fc.Arbitrary<Plain>;
	readonly id: fc.Arbitrary<string>;
}

const anySteps: Steps = { saved: someToken, looked: someToken, id: someId };

/**
 * Records with all that a connection cannot do without: a refresh token and an API domain that is known, each client with one secret and
 * refresh tokens of its own, an expiry only beside an access token, and a name, for a store that makes names up makes other ones.
 */
const client = fc.constantFrom('C1', 'c1', 'C2');
const ofClient = (clientId: string, without: boolean) => {
	const maybe = (...texts: string[]) => (without ? text(...texts) : fc.constantFrom(...texts));
	return fc
		.record({
			id: without ? fc.constantFrom(null, 'a') : fc.constantFrom('a', 'b', '7', 'Dora'),
			userSignature: text('', 'pat@x.test:1', 'kim@x.test:1'),
			clientId: maybe(clientId),
			clientSecret: maybe(`secret-of-${clientId}`),
			grantToken: text('', `${clientId}.g1`),
			refreshToken: maybe(`${clientId}.r1`, `${clientId}.R1`, `${clientId}.r2`),
			accessToken: text('', `${clientId}.a1`, `${clientId}.A1`),
			expiresIn: fc.constantFrom(7, 1_767_225_600_000),
			redirectURL: text('', 'http://localhost:1/cb?x=1'),
			apiDomain: maybe('https://www.zohoapis.eu'),
		})
		.map((one) => ({ ...one, expiresIn: one.accessToken ? one.expiresIn : null }));
};
export const wholeRecords: Steps = {
	saved: client.chain((clientId) => ofClient(clientId, false)),
	looked: client.chain((clientId) => ofClient(clientId, true)),
	id: fc.constantFrom('', 'a', 'b', '7', 'Dora', 'nobody'),
};

const stepOf = ({ saved, looked, id }: Steps) =>
	fc.oneof(
		{ weight: 6, arbitrary: saved.map((token) => ({ do: 'save', token }) as const) },
		{ weight: 4, arbitrary: looked.map((token) => ({ do: 'find', token }) as const) },
		{ weight: 2, arbitrary: id.map((one) => ({ do: 'findById', id: one }) as const) },
		{ weight: 2, arbitrary: id.map((one) => ({ do: 'delete', id: one }) as const) },
		{ weight: 1, arbitrary: fc.constant({ do: 'deleteAll' } as const) },
		{ weight: 2, arbitrary: fc.constant({ do: 'all' } as const) },
	);
type Step = ReturnType<typeof stepOf> extends fc.Arbitrary<infer T> ? T : never;

const nothing = plain(emptyToken);

/** The contract once more, as plainly as it can be said: what a step answers, over a list of records. */
function modelStep(records: Plain[], step: Step, order: ContractOptions['order']): unknown {
	const same = (field: keyof Plain, token: Plain) => (one: Plain) => one[field] === token[field];
	const match = (token: Plain) => {
		if (token.userSignature)
			return records.find(
				(one) =>
					same('userSignature', token)(one) && (!token.clientId || !one.clientId || same('clientId', token)(one)),
			);
		if (token.accessToken && !token.clientId && !token.clientSecret) return records.find(same('accessToken', token));
		if (!token.clientId || !token.clientSecret) return undefined;
		const ofClient = records.filter(same('clientId', token));
		return (
			(token.grantToken && ofClient.find(same('grantToken', token))) ||
			(token.refreshToken && ofClient.find(same('refreshToken', token))) ||
			undefined
		);
	};
	const over = (token: Plain, one: Plain) => {
		const said = Object.fromEntries(Object.entries(token).filter(([, value]) => value !== null && value !== ''));
		return { ...one, ...said, id: one.id };
	};
	if (step.do === 'find') {
		const found = match(step.token);
		return found ? over(step.token, found) : null;
	}
	if (step.do === 'all') return [...records];
	if (step.do === 'deleteAll') return void records.splice(0);
	if (step.do === 'save') {
		const { token } = step;
		const found = token.id ? records.find(same('id', token)) : match(token);
		if (found) {
			const updated = over(token, found);
			records[records.indexOf(found)] = updated;
			return updated;
		}
		if (!token.refreshToken && !token.grantToken && !token.accessToken) return 'TOKEN_REFUSED';
		const numbers = records.map(({ id }) => (/^[0-9]+$/.test(id ?? '') ? Number(id) : 0));
		const stored = over(token, { ...nothing, id: token.id || String(Math.max(0, ...numbers) + 1) });
		records.push(stored);
		if (order) records.sort(order);
		return stored;
	}
	const at = records.findIndex(({ id }) => id !== '' && id === step.id);
	if (at < 0) return 'TOKEN_UNKNOWN';
	return step.do === 'findById' ? records[at] : void records.splice(at, 1);
}

async function storeStep({ store }: Opened, step: Step): Promise<unknown> {
	try {
		switch (step.do) {
			case 'save':
				return plain(await store.saveToken(tokenWith(step.token)));
			case 'find': {
				const found = await store.findToken(tokenWith(step.token));
				return found && plain(found);
			}
			case 'findById':
				return plain(await store.findTokenById(step.id));
			case 'delete':
				return await store.deleteToken(step.id);
			case 'deleteAll':
				return await store.deleteTokens();
			case 'all':
				return (await store.getTokens()).map(plain);
		}
	} catch (error) {
		return error instanceof Error && 'code' in error ? error.code : error;
	}
}

/** Whether a store answers random steps as the plain model does, so many rows of them. Each row begins with an empty store. */
export function followsTheModel(
	name: string,
	open: () => Promise<Opened>,
	options: ContractOptions & { readonly rows: number; readonly steps?: Steps },
): void {
	it.skipIf(options.runs === false)(
		`${name} answers ${options.rows} rows of random steps as a plain list does (seed ${seed})`,
		async () => {
			const opened = await open();
			try {
				await fc.assert(
					fc.asyncProperty(
						fc.array(stepOf(options.steps ?? anySteps), { minLength: 5, maxLength: 40 }),
						async (steps) => {
							const records: Plain[] = [];
							await opened.store.deleteTokens();
							for (const step of [...steps, { do: 'all' } as const])
								expect(await storeStep(opened, step)).toEqual(modelStep(records, step, options.order));
						},
					),
					{ seed, numRuns: options.rows },
				);
			} finally {
				await opened.close();
			}
		},
		60_000,
	);
}
