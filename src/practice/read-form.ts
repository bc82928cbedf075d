const formTypes = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\s*(?:;|$)/i;

/**
 * The text fields of an urlencoded or multipart body; of a repeated field the first. Empty for every other type and for
 * a body that cannot be read, so that a JSON body meets the same `invalid_client` as at Zoho.
 */
export async function readForm(
	contentType: string | undefined,
	body: Buffer<ArrayBuffer>,
): Promise<Map<string, string>> {
	const fields = new Map<string, string>();
	if (contentType === undefined || !formTypes.test(contentType)) return fields;
	try {
		// The platform's own parser: it reads both types as the Fetch standard says.
		const form = await new Response(body, { headers: { 'content-type': contentType } }).formData();
		for (const [name, value] of form) {
			if (typeof value === 'string' && !fields.has(name)) fields.set(name, value);
		}
		return fields;
	} catch {
		return new Map();
	}
}
