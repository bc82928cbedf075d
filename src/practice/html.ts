/** Markup that is safe to send as it is: from `html`, or a constant of this program. */
export class Html {
	readonly text: string;

	constructor(text: string) {
		this.text = text;
	}
}

/** Markup from a template: every value in it is escaped, unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
	const parts = strings.map((part, index) => part + rendered(values[index] ?? ''));
	return new Html(parts.join(''));
}

/** Undoes the escaping of `html`. */
export function unescapeHtml(text: string): string {
	return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

function rendered(value: string | Html | readonly Html[]): string {
	if (typeof value === 'string') return value.replace(/[&<>"'`]/g, (sign) => `&#${sign.codePointAt(0)};`);
	return value instanceof Html ? value.text : value.map((one) => one.text).join('');
}
