import fc from 'fast-check';
import { hostileAccountsServers } from '../unit/core/domain/hostile-origins.ts';

/** A text in every generated answer outside its `error` and `api_domain`: no message may repeat it. */
export const canary = 'CANARY7f3b9d1c';

/** An answer of a token endpoint, and how it was made. */
export interface GeneratedAnswer {
	readonly kind: string;
	readonly status: number;
	readonly body: Buffer;
}

const statuses = fc.oneof(
	{ weight: 8, arbitrary: fc.constant(200) },
	{ weight: 4, arbitrary: fc.constantFrom(400, 401) },
	{
		weight: 3,
		arbitrary: fc.constantFrom(201, 202, 204, 206, 300, 301, 302, 307, 308, 403, 404, 418, 429, 500, 502, 503),
	},
);
const token = fc.constantFrom(`1000.${canary}.aaaa`, `1000.${canary}`, canary.repeat(100), `${canary}"\\`);
const badToken = fc.oneof(
	fc.constantFrom(
		'',
		' ',
		`1000.${canary} x`,
		`1000.${canary}\n`,
		`1000.${canary}\0tail`,
		`${canary}\u00e9`,
		canary.repeat(200),
	),
	fc.string({ maxLength: 30, unit: 'binary' }).map((text) => `${canary}${text}\u0007`),
);
const errorTexts = fc.oneof(
	fc.constantFrom('invalid_code', 'invalid_client', 'invalid_client_secret', 'invalid_redirect_uri', 'Access Denied'),
	fc.constantFrom(
		'access_denied',
		'general_error',
		'invalid_grant',
		'constructor',
		'__proto__',
		'toString',
		'',
		'x'.repeat(500),
	),
	fc.string({ maxLength: 80, unit: 'binary' }),
);
const oddValues = fc.constantFrom(
	...[
		'null',
		'true',
		'false',
		'0',
		'-1',
		'1e999',
		'-0',
		'1e-400',
		'3600',
		'3600000',
		'"3600"',
		'{}',
		'[]',
		'[[]]',
		'""',
	],
	...[
		'{"access_token":"x"}',
		'["1000.a.b"]',
		'9007199254740993',
		'"\\u0000"',
		'"\\ud800"',
		'"NaN"',
		'0x10',
		'NaN',
		'undefined',
		"'x'",
	],
);
const text = (values: fc.Arbitrary<string>) => values.map((value) => JSON.stringify(value));
/** A member as it stands in the text, so that names may come twice and values need not be JSON. */
const member = (name: string, ...values: fc.Arbitrary<string>[]) =>
	fc.oneof(...values, oddValues).map((value) => `${JSON.stringify(name)}:${value}`);
const members = (apiDomains: readonly string[]) => ({
	access: member('access_token', text(token), text(token), text(badToken)),
	refresh: member('refresh_token', text(token), text(badToken)),
	domain: member(
		'api_domain',
		text(fc.constantFrom(...apiDomains)),
		text(fc.constantFrom(...hostileAccountsServers.map((one) => one.replaceAll('accounts.zoho', 'www.zohoapis')))),
	),
	life: fc.oneof(member('expires_in', fc.integer().map(String)), member('expires_in_sec', fc.integer().map(String))),
	error: member('error', text(errorTexts), text(errorTexts)),
	description: member('error_description', text(fc.constantFrom('You have made too many requests', canary))),
	odd: fc.oneof(
		member('__proto__', fc.constant(`{"access_token":"1000.${canary}.p"}`)),
		member('constructor', text(token)),
		member('Access_Token', text(token)),
		member('access_token ', text(token)),
		member('status', text(fc.constantFrom('failure', 'success', canary))),
		member('token_type', text(fc.constantFrom('Bearer', 'mac', canary))),
	),
});

/** An object in the words of a token endpoint: any member may be missing, doubled or of another type. */
function spoken(apiDomains: readonly string[]): fc.Arbitrary<string> {
	const { access, refresh, domain, life, error, description, odd } = members(apiDomains);
	const success = fc
		.tuple(access, fc.array(fc.oneof(refresh, domain, life, life, odd), { maxLength: 6 }))
		.map(([first, more]) => [first, ...more]);
	const refusal = fc
		.tuple(error, fc.array(fc.oneof(description, odd, life), { maxLength: 3 }))
		.map(([first, more]) => [first, ...more]);
	const any = fc.array(fc.oneof(access, refresh, domain, life, error, description, odd), { maxLength: 8 });
	return fc
		.oneof({ weight: 3, arbitrary: success }, { weight: 2, arbitrary: refusal }, any)
		.map((list) => `{${list.join(',')}}`);
}

/** Answers as Zoho sends them, word for word. */
function genuine(apiDomains: readonly string[]): fc.Arbitrary<string> {
	const success = {
		access_token: `1000.${canary}.0a1b`,
		api_domain: apiDomains[0],
		token_type: 'Bearer',
		expires_in: 3600,
	};
	const older = { access_token: `1000.${canary}.0a1b`, expires_in_sec: 3600, expires_in: 3_600_000 };
	const limit = {
		error: 'Access Denied',
		error_description: `You have made too many requests continuously. ${canary}`,
		status: 'failure',
	};
	const all = [
		success,
		{ ...success, refresh_token: `1000.${canary}.r` },
		older,
		limit,
		{ error: 'invalid_code', hint: canary },
		{ error: 'invalid_client' },
	];
	return fc.constantFrom(...all.map((body) => JSON.stringify(body)));
}

const foreign = fc.oneof(
	fc.constantFrom(
		...[
			'',
			' ',
			'\r\n',
			'\ufeff{}',
			'null',
			'true',
			'42',
			'"text"',
			`"${canary}"`,
			'[]',
			`[{"access_token":"${canary}"}]`,
			'{',
			'{"access_token"',
		],
		`access_token=1000.${canary}&token_type=Bearer`,
		`<!doctype html><title>Sign in</title><p>${canary}`,
		`<?xml version="1.0"?><access_token>${canary}</access_token>`,
		`)]}'\n{"access_token":"1000.${canary}.x"}`,
		`{"access_token":"1000.${canary}.x"}{"access_token":"1000.${canary}.y"}`,
		`{access_token:"1000.${canary}.x"}`,
		...[
			'['.repeat(60_000),
			`{"a":${'['.repeat(30_000)}`,
			`{"access_token":"${'x'.repeat(60_000)}"}`,
			'9'.repeat(50_000),
		],
	),
	fc.string({ maxLength: 300, unit: 'binary' }),
	fc.json(),
);

/** Cuts, drops, doubles and changes bytes. */
function mutated(bodies: fc.Arbitrary<string>): fc.Arbitrary<Buffer> {
	const edit = fc.tuple(
		fc.constantFrom('flip', 'drop', 'put', 'cut', 'double'),
		fc.nat(4_000),
		fc.integer({ min: 0, max: 255 }),
	);
	return fc.tuple(bodies, fc.array(edit, { minLength: 1, maxLength: 6 })).map(([body, edits]) => {
		let bytes = Buffer.from(body);
		for (const [act, where, byte] of edits) {
			const at = bytes.length === 0 ? 0 : where % bytes.length;
			const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
			const parts = {
				flip: [before, Buffer.from([(after[0] ?? 0) ^ (byte || 1)]), after.subarray(1)],
				drop: [before, after.subarray(1 + (byte % 8))],
				put: [before, Buffer.from([byte]), after],
				cut: [before],
				double: [bytes, after],
			}[act];
			bytes = Buffer.concat(parts ?? [bytes]);
		}
		return bytes;
	});
}

/** Answers of a token endpoint whose own API hosts are given: by grammar, by mutation of true ones, and what is no token answer at all. */
export function tokenAnswers(apiDomains: readonly string[]): fc.Arbitrary<GeneratedAnswer> {
	const of = (kind: string, bodies: fc.Arbitrary<Buffer>) =>
		fc.tuple(statuses, bodies).map(([status, body]) => ({ kind, status, body }));
	const bytes = (bodies: fc.Arbitrary<string>) => bodies.map((body) => Buffer.from(body));
	return fc.oneof(
		{ weight: 1, arbitrary: of('as Zoho sends it', bytes(genuine(apiDomains))) },
		{ weight: 8, arbitrary: of('by grammar', bytes(spoken(apiDomains))) },
		{ weight: 8, arbitrary: of('mutated', mutated(fc.oneof(genuine(apiDomains), spoken(apiDomains)))) },
		{ weight: 3, arbitrary: of('not of a token endpoint', bytes(foreign)) },
	);
}

/** What an answer says, where it is a success by the rules that are written down; null where it is none. */
export function successIn(answer: GeneratedAnswer, apiDomains: readonly string[]) {
	const isRead = (answer.status >= 200 && answer.status < 300) || (answer.status >= 400 && answer.status < 500);
	if (!isRead) return null;
	let value: unknown;
	try {
		value = JSON.parse(answer.body.toString('utf8'));
	} catch {
		return null;
	}
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
	const own = new Map<string, unknown>(Object.entries(value));
	const textOf = (name: string) => {
		const found = own.get(name);
		return typeof found === 'string' && found !== '' ? found : null;
	};
	const isToken = (one: string | null) => one === null || /^[\x21-\x7e]{1,1500}$/.test(one);
	const [accessToken, refreshToken, apiDomain] = [
		textOf('access_token'),
		textOf('refresh_token'),
		textOf('api_domain'),
	];
	if (accessToken === null || !isToken(accessToken) || !isToken(refreshToken)) return null;
	if (apiDomain !== null && !apiDomains.includes(apiDomain)) return null;
	return { accessToken, refreshToken, apiDomain };
}
