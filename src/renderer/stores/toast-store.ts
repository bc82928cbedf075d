import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { ErrorView } from '../client/client.ts';
import { explain } from '../lib/explain.ts';

export interface Toast {
	readonly id: number;
	readonly tone: 'done' | 'problem';
	readonly text: string;
	readonly hint: string | null;
}

export interface ToastState {
	readonly toasts: readonly Toast[];
	/** Said by screen readers only. */
	readonly announcement: string;
	readonly done: (text: string, hint?: string | null) => void;
	readonly problem: (error: ErrorView) => void;
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
			done: (text, hint = null) => add({ tone: 'done', text, hint }),
			problem: (error) => {
				const { message, hint } = explain(error);
				add({ tone: 'problem', text: message, hint });
			},
			announce: (text) => set({ announcement: text }),
			dismiss: (id) => set({ toasts: get().toasts.filter((toast) => toast.id !== id) }),
		};
	});
}
