// Prints the name of the org that a connection leads to:
//   latchkey exec acme --broker -- node examples/org-name.mjs
// Runs for as long as you like: with --broker it asks for a fresh token whenever Zoho no longer takes the one it has.

const { LATCHKEY_TOKEN_URL: url, LATCHKEY_TOKEN_KEY: key, ZOHO_API_DOMAIN: api } = process.env;
let token = process.env.ZOHO_ACCESS_TOKEN;
if (!token) {
	process.stderr.write('Run this with `latchkey exec ALIAS -- node org-name.mjs`.\n');
	process.exit(2);
}

async function freshToken() {
	const answer = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
	const body = await answer.json();
	// The code and the words are those of every command: NEEDS_REAUTH, LIMITED, KEYCHAIN_LOCKED ...
	if (!answer.ok) throw new Error(`${body.error.code}: ${body.error.message}`);
	return body.accessToken;
}

async function get(path) {
	const ask = () => fetch(`${api}${path}`, { headers: { authorization: `Zoho-oauthtoken ${token}` } });
	let answer = await ask();
	if (answer.status === 401 && url) {
		token = await freshToken();
		answer = await ask();
	}
	if (!answer.ok) throw new Error(`Zoho answered ${answer.status} to ${path}.`);
	return answer.json();
}

const { org } = await get('/crm/v8/org');
process.stdout.write(`${org[0].company_name}\n`);
