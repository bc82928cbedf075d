import type { Page } from '@playwright/test';

/** Texts that a person can see or hear, beside what is shown as code. */
export const textsIn = (page: Page) =>
	page.evaluate(() => {
		const found: string[] = [];
		const attributes = ['aria-label', 'title', 'placeholder', 'alt', 'aria-description', 'aria-valuetext'];
		for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
			if (element.closest('code, kbd, pre, script, style') || !element.checkVisibility()) continue;
			for (const name of attributes) found.push(element.getAttribute(name) ?? '');
			for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent ?? '');
		}
		return [...new Set(found.map((text) => text.trim()).filter(Boolean))];
	});

/**
 * Texts of the catalogue that are cut off or stick out of what they stand in, and cannot be scrolled to. A text that ends in "…" and has a
 * title is meant to.
 */
export const cutTexts = (page: Page) =>
	page.evaluate(() => {
		const cut: string[] = [];
		/** For screen readers alone. */
		const isClipped = (element: Element | null): boolean =>
			element !== null && (getComputedStyle(element).clipPath !== 'none' || isClipped(element.parentElement));
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		for (let node = walker.nextNode(); node; node = walker.nextNode()) {
			const text = node.textContent?.trim() ?? '';
			const parent = node.parentElement;
			if (!parent || !/[\p{Script=Latin}\p{Script=Cyrillic}]{2}/u.test(text) || !parent.checkVisibility()) continue;
			if (parent.closest('code, kbd, pre') || isClipped(parent)) continue;
			const range = document.createRange();
			range.selectNodeContents(node);
			const { left, right, top, bottom, width } = range.getBoundingClientRect();
			if (width === 0) continue;
			for (let around: HTMLElement | null = parent; around; around = around.parentElement) {
				const style = getComputedStyle(around);
				if (style.position === 'absolute' && around.clientWidth <= 1) break;
				if (
					style.overflowX === 'auto' ||
					style.overflowX === 'scroll' ||
					style.overflowY === 'auto' ||
					style.overflowY === 'scroll'
				)
					break;
				const box = around.getBoundingClientRect();
				const clips = style.overflowX !== 'visible';
				const holds = around.matches('button, [role="button"], [role="tab"], [role="menuitem"], label, legend');
				const out = left < box.left - 1 || right > box.right + 1 || top < box.top - 2 || bottom > box.bottom + 2;
				if (!(clips || holds) || !out || style.display === 'inline') continue;
				const isMeant = style.textOverflow === 'ellipsis' && around.closest('[title]') !== null;
				if (!isMeant) cut.push(`${text} (in ${around.tagName.toLowerCase()}.${around.className})`);
				break;
			}
		}
		return [...new Set(cut)];
	});
