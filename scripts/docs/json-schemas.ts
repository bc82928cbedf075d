import { z } from 'zod';
import { cliData, cliEnvelope } from '../../src/shared/cli-json/commands.ts';
import { errorView } from '../../src/shared/error-view.ts';
import { apiClientView, connectionView, dataCenterView } from '../../src/shared/views.ts';

/** What this project's zod schemas become; the parts of JSON Schema that are read again here. */
export interface JsonSchema {
	readonly $ref?: string;
	readonly $defs?: Readonly<Record<string, JsonSchema>>;
	readonly type?: string | readonly string[];
	readonly format?: string;
	readonly const?: unknown;
	readonly enum?: readonly unknown[];
	readonly anyOf?: readonly JsonSchema[];
	readonly oneOf?: readonly JsonSchema[];
	readonly items?: JsonSchema;
	readonly properties?: Readonly<Record<string, JsonSchema>>;
	readonly required?: readonly string[];
	readonly additionalProperties?: boolean | JsonSchema;
}

/** What several commands give back has a name of its own. */
const named = z
	.registry<{ id: string }>()
	.add(connectionView, { id: 'Connection' })
	.add(apiClientView, { id: 'ApiClient' })
	.add(dataCenterView, { id: 'DataCenter' })
	.add(errorView, { id: 'Error' })
	.add(errorView.shape.code, { id: 'ErrorCode' });

/** JSON Schema (2020-12) of what a command prints with --json, by command. */
export function envelopeSchemas(): ReadonlyMap<string, JsonSchema> {
	return new Map(Object.entries(cliData).map(([command, data]) => [command, schemaOf(cliEnvelope(data))]));
}

/** The schema of a command's `data`, and of the named ones in it. */
export function dataSchema(envelope: JsonSchema): JsonSchema {
	const nullable = envelope.properties?.data?.anyOf ?? [];
	const [data] = nullable.filter(({ type }) => type !== 'null');
	if (!data) throw new Error('The envelope has no data.');
	return data;
}

/** Where a command's schema stands, below docs/schemas. */
export function schemaFile(command: string): string {
	return `${command.replaceAll(' ', '-')}.json`;
}

function schemaOf(type: z.ZodType): JsonSchema {
	return z.toJSONSchema(type, {
		metadata: named,
		override: ({ jsonSchema }) => {
			// The format says the same, and can be read.
			if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
			// A count of a computer's own has no bound that anybody would check.
			if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
		},
	}) as JsonSchema;
}
