/** Does what a browser does: opens a URL, keeps cookies, follows redirects; stops before it opens an address with that beginning. */
export async function followRedirects(start: string, stopBefore: string): Promise<string> {
	const cookies = new Map<string, string>();
	let url = start;
	for (let hops = 0; hops < 12; hops++) {
		const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
		const answer = await fetch(url, { redirect: 'manual', headers: { cookie } });
		for (const line of answer.headers.getSetCookie()) {
			const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
			if (value === '') cookies.delete(name);
			else cookies.set(name, value);
		}
		const next = answer.headers.get('location');
		if (next === null) throw new Error(`No redirect but HTTP ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
		url = new URL(next, url).href;
		if (url.startsWith(stopBefore)) return url;
	}
	throw new Error('Too many redirects.');
}
