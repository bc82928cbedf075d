import { z } from 'zod';

/** Data centers that Zoho lists and that are not known here. */
export const foundDataCenters = z.strictObject({
	dataCenters: z.array(
		z.strictObject({ location: z.string(), accountsUrl: z.string(), apiUrl: z.string().nullable() }),
	),
	trusted: z.array(z.string()),
});

/** A practice CRM that runs. */
export const practice = z.strictObject({
	apiClient: z.string(),
	dataCenters: z.array(
		z.strictObject({
			id: z.string(),
			name: z.string(),
			location: z.string(),
			accountsUrl: z.string(),
			apiUrl: z.string(),
		}),
	),
});
