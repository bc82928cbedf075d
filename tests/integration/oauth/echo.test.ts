import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { AppError } from '../../../src/core/domain/app-error.ts';
import { builtInDataCenters } from '../../../src/core/domain/data-center.ts';
import { Secret } from '../../../src/core/domain/secret.ts';
import { refreshAccessToken } from '../../../src/core/oauth/token-endpoint.ts';

const refreshToken = '1000.0a1b2c3d4e5f.6a7b8c9d';
const clientSecret = '5ec2e7c11e475ec2e7c11e47';

// A broken server or a proxy's error page may repeat the request: its words are shown, stored as the connection's problem and audited.
it('T01: an error that echoes what was sent does not carry it into messages', async () => {
	const [dataCenter] = builtInDataCenters;
	if (!dataCenter) throw new Error('No data center.');
	const credentials = { dataCenter, clientId: '1000.CLIENT', clientSecret: new Secret(clientSecret) };
	const bodies = [refreshToken, clientSecret].flatMap((secret) => [
		{ error: secret },
		{ error: `cannot use ${secret}` },
		{ access_token: '1000.a.b', api_domain: `https://evil.test/${secret}` },
	]);
	for (const body of bodies) {
		const http = {
			send: async () => ({ status: 200, text: JSON.stringify(body), serverTime: null, retryAfterMs: null }),
			close: () => undefined,
		};
		const error: unknown = await refreshAccessToken(http, credentials, new Secret(refreshToken)).catch((one) => one);
		expect(error).toBeInstanceOf(AppError);
		const said = inspect(error, { depth: 10 });
		for (const secret of [refreshToken, clientSecret]) expect(said).not.toContain(secret);
	}
});
