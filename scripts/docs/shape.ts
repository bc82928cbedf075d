import type { JsonSchema } from './json-schemas.ts';

/** A schema as a person reads it, like a type of TypeScript: `{ alias: string; customer: string | null }`. */
export function shapeOf(schema: JsonSchema, indent = ''): string {
	if (schema.$ref !== undefined) return schema.$ref.replace('#/$defs/', '');
	const either = schema.anyOf ?? schema.oneOf;
	if (either) return either.map((one) => shapeOf(one, indent)).join(' | ');
	if (schema.const !== undefined) return JSON.stringify(schema.const);
	if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
	const { type } = schema;
	if (typeof type === 'object') return type.map((one) => shapeOf({ ...schema, type: one }, indent)).join(' | ');
	switch (type) {
		case 'array':
			return listOf(schema.items ?? {}, indent);
		case 'object':
			return objectOf(schema, indent);
		case 'integer':
			return 'number';
		case 'string':
			return schema.format === 'date-time' ? 'Time' : 'string';
		case 'number':
		case 'boolean':
		case 'null':
			return type;
		default:
			throw new Error(`No words for ${JSON.stringify(schema)}.`);
	}
}

function listOf(items: JsonSchema, indent: string): string {
	const item = shapeOf(items, indent);
	const isChoice = items.anyOf ?? items.oneOf ?? items.enum;
	return isChoice ? `(${item})[]` : `${item}[]`;
}

function objectOf({ properties, required = [], additionalProperties }: JsonSchema, indent: string): string {
	if (!properties)
		return typeof additionalProperties === 'object'
			? `{ [name: string]: ${shapeOf(additionalProperties, indent)} }`
			: '{}';
	const inner = `${indent}  `;
	const lines = Object.entries(properties).map(
		([name, schema]) => `${inner}${name}${required.includes(name) ? '' : '?'}: ${shapeOf(schema, inner)}`,
	);
	return `{\n${lines.join('\n')}\n${indent}}`;
}
