import type { ReactNode } from 'react';

interface GridCellProps {
	readonly role?: 'gridcell' | 'rowheader';
	readonly className?: string | undefined;
	readonly title?: string;
	readonly children: ReactNode;
}

/** A cell of the virtual grid; a real table cannot be virtualised with sticky headings. */
export const GridCell = ({ role = 'gridcell', ...rest }: GridCellProps) => <div role={role} {...rest} />;
