/** The forms in which an access token is handed out. */
export const exportForms = ['raw', 'header', 'env', 'dotenv', 'json', 'curl', 'postman', 'bruno'] as const;

export type ExportForm = (typeof exportForms)[number];
