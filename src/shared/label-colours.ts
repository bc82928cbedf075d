/** The colours that a person can give a connection; the window has a token for each in both themes. */
export const labelColours = ['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink'] as const;

export type LabelColour = (typeof labelColours)[number];
