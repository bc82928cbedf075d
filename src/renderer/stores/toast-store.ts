import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { ErrorView } from '../client/client.ts';
import { explain } from '../lib/explain.ts';

/** What an error is about, as far as whoever shows it knows. */
export interface About {
	readonly connectionId?: string;
	/** Does again what failed. */
	readonly retry?: () => void;
}

export interface Toast {
	readonly id: number;
	readonly tone: 'done' | 'problem';
	readonly text: string;
	readonly hint: string | null;
	/** What went wrong; null where nothing did. */
	readonly error: ErrorView | null;
	readonly about: About;
}

export interface ToastState {
	readonly toasts: readonly Toast[];
	/** Said by screen readers only. */
	readonly announcement: string;
	readonly done: (text: string, hint?: string | null) => void;
	readonly problem: (error: ErrorView, about?: About) => void;
	/** Takes away what said something of a connection that is over, and what failed with a code. */
	readonly settle: (what: { readonly connectionId: string } | { readonly code: ErrorCode }) => void;
	readonly announce: (text: string) => void;
	readonly dismiss: (id: number) => void;
}

const shown = 3;

export function createToastStore(): StoreApi<ToastState> {
	let last = 0;
	return createStore<ToastState>()((set, get) => {
		const add = (toast: Omit<Toast, 'id'>) => {
			last += 1;
			const others = get().toasts.filter((each) => each.text !== toast.text);
			set({ toasts: [...others, { ...toast, id: last }].slice(-shown) });
		};
		return {
			toasts: [],
			announcement: '',
			done: (text, hint = null) => add({ tone: 'done', text, hint, error: null, about: {} }),
			problem: (error, about = {}) => {
				const { message, hint } = explain(error);
				add({ tone: 'problem', text: message, hint, error, about });
			},
			settle: (what) => {
				const isOver = ({ error, about }: Toast) =>
					'code' in what ? error?.code === what.code : error !== null && about.connectionId === what.connectionId;
				if (get().toasts.some(isOver)) set({ toasts: get().toasts.filter((toast) => !isOver(toast)) });
			},
			announce: (text) => set({ announcement: text }),
			dismiss: (id) => set({ toasts: get().toasts.filter((toast) => toast.id !== id) }),
		};
	});
}
