/** The types of Zoho's API console that have a way in here; each with its own (docs/zoho.md). */
export const apiClientTypes = ['server-based', 'mobile-desktop', 'self-client', 'non-browser'] as const;

export type ApiClientType = (typeof apiClientTypes)[number];
