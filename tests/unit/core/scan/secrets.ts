import { createHash } from 'node:crypto';
import fc from 'fast-check';

const digits = (count: number) =>
	fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: count, maxLength: count });

/** A Zoho token. */
export const zohoToken = fc
	.tuple(fc.constantFrom('1000', '1004'), digits(32), digits(32))
	.map((parts) => parts.join('.'));

/** What is almost a Zoho token: a part too short or too long, another letter, another number before it, a part too many. */
export const nearMiss = fc.tuple(zohoToken, digits(16), fc.nat({ max: 8 })).map(([token, more, way]) => {
	const [family = '', middle = '', end = ''] = token.split('.');
	switch (way) {
		case 0:
			return `${family}.${middle.slice(1)}.${end}`;
		case 1:
			return `${family}.${middle}${more}.${end}`;
		case 2:
			return `${token}${more}`;
		case 3:
			return `${family}.${middle}.${end.slice(0, 31)}`;
		case 4:
			return `${family}.${middle.slice(0, 31)}g.${end}`;
		case 5:
			return `1001.${middle}.${end}`;
		case 6:
			return `2${token}`;
		case 7:
			return `${token}.${more}`;
		default:
			return `${family}-${middle}-${end}`;
	}
});

/** What stands for a secret in a report. */
export function fingerprint(secret: string): string {
	return createHash('sha256').update(secret).digest('hex').slice(0, 8);
}
