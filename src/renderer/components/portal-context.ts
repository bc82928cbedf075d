import { createContext } from 'react';

/** Where lists that open are put: inside the sheet, so that they belong to it for screen readers. */
export const PortalContext = createContext<HTMLElement | null>(null);
