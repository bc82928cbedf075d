/** The forms in which a list of connections is written to a file: for a spreadsheet, or for a program. */
export const listForms = ['csv', 'json'] as const;
export type ListForm = (typeof listForms)[number];
