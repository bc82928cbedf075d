import { MySqlTokenStore } from '../../src/core/adapters/token-stores/mysql-token-store.ts';
import { emptyToken } from '../../src/core/domain/oauth-token.ts';
import { Secret } from '../../src/core/domain/secret.ts';
import { hasMariaDb, startMariaDb } from '../contract/token-stores/mariadb.ts';
import { expectAccessible, expectFits, expectNowhere } from './support/accessible.ts';
import { expect, test } from './support/fixtures.ts';
import { sheetOf } from './support/flows.ts';
import { addLab, labClient, originOf } from './support/lab.ts';

test.skip(!hasMariaDb, 'no MariaDB server can be started here');

const password = 'not-for-the-window-7341';

test('a table on a MySQL server is imported: named in a dialog first, masked, and left as it is', async ({
	launch,
	cli,
	lab,
}) => {
	test.setTimeout(120_000);
	await addLab(cli, lab);
	const server = await startMariaDb();
	try {
		await server.run(
			'CREATE DATABASE zohooauth',
			`CREATE USER 'pat'@'127.0.0.1' IDENTIFIED BY '${password}'`,
			"GRANT ALL ON zohooauth.* TO 'pat'@'127.0.0.1'",
		);
		const code = lab.generateCode({ org: 'globex', clientId: labClient.clientId });
		const { clientId, secret } = labClient;
		const body = { grant_type: 'authorization_code', client_id: clientId, client_secret: secret, code };
		const answer = await fetch(`${originOf(lab)}/oauth/v2/token`, { method: 'POST', body: new URLSearchParams(body) });
		const { refresh_token: refreshToken } = (await answer.json()) as { refresh_token: string };
		const store = new MySqlTokenStore({ host: '127.0.0.1', port: server.port });
		await store.createTable();
		await store.saveToken({
			...emptyToken,
			...{ userSignature: 'pieter.jansen@example.test', clientId, clientSecret: new Secret(secret) },
			...{ refreshToken: new Secret(refreshToken), apiDomain: originOf(lab) },
		});
		await store.close();

		const running = await launch();
		const { window } = running;
		await window.keyboard.press('Control+k');
		await window.getByRole('combobox').fill("import from an sdk's store");
		await window.keyboard.press('Enter');
		const sheet = sheetOf(running);
		await sheet.getByText('MySQL server').click();
		await expect(sheet.getByRole('textbox', { name: 'Database' })).toHaveValue('zohooauth');
		await expectAccessible(running, 'import-server');
		await expectFits(running, 'import-server');
		await sheet.getByRole('textbox', { name: 'Host' }).fill('127.0.0.1');
		await sheet.getByRole('textbox', { name: 'Port' }).fill(String(server.port));
		await sheet.getByRole('textbox', { name: 'User' }).fill('pat');
		const read = sheet.getByRole('button', { name: 'Read the table…' });

		const attempts = () => server.run("SHOW GLOBAL STATUS LIKE 'Connections'");
		await test.step('a no sends nothing', async () => {
			const before = await attempts();
			await sheet.getByLabel('Password').fill(password);
			await read.click();
			await expect.poll(async () => (await running.asked()).at(-1)?.message).toContain(`127.0.0.1:${server.port}?`);
			await expect(sheet.getByLabel('Password')).toHaveValue('');
			await expect(read).toBeVisible();
			expect(await attempts()).toEqual(before);
		});

		await test.step('a wrong password is said in place', async () => {
			await running.answerWith('confirm');
			await sheet.getByLabel('Password').fill('another one');
			await read.click();
			await expect(sheet.getByRole('alert')).toContainText('user or password are not accepted');
			await expectNowhere(running, ['another one']);
		});

		await test.step('the right one shows the records without their secrets, and imports', async () => {
			await sheet.getByLabel('Password').fill(password);
			await read.click();
			await expect(sheet.getByText(`Records in 127.0.0.1:${server.port}/zohooauth`)).toBeVisible();
			await expect(sheet).toContainText('pieter.jansen@example.test');
			await expectNowhere(running, [password, refreshToken, secret]);
			await expectAccessible(running, 'import-server-rows');
			await sheet.getByRole('button', { name: 'Import 1 record' }).click();
			await expect(sheet.getByText('1 record is imported.')).toBeVisible();
			await expect(sheet).toContainText('The table stays as it is');
			await expect(sheet.getByRole('button', { name: 'Shred the file…' })).toHaveCount(0);
			expect((await running.snapshot()).connections).toMatchObject([{ status: 'connected' }]);
			const [rows] = await server.run('SELECT refresh_token FROM zohooauth.oauthtoken');
			expect(rows).toEqual([{ refresh_token: refreshToken }]);
		});
	} finally {
		await server.stop();
	}
});
