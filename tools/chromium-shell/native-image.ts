import { existsSync, readFileSync } from 'node:fs';
import { strict, strictClass } from './strict.ts';

const PNG_HEADER_BYTES = 24;

class NativeImage {
	readonly #png: Buffer;

	constructor(png: Buffer) {
		this.#png = png;
	}

	isEmpty(): boolean {
		return this.#png.length === 0;
	}

	toPNG(): Buffer {
		return this.#png;
	}

	toDataURL(): string {
		return `data:image/png;base64,${this.#png.toString('base64')}`;
	}

	getSize(): { width: number; height: number } {
		if (this.#png.length < PNG_HEADER_BYTES) return { width: 0, height: 0 };
		return { width: this.#png.readUInt32BE(16), height: this.#png.readUInt32BE(20) };
	}

	/** Nothing shows the image, so it keeps its size. */
	resize(): NativeImage {
		return this;
	}

	setTemplateImage(_template: boolean): void {}
}

strictClass(NativeImage);

export type { NativeImage };

/** An image of these PNG bytes. */
export function imageOf(png: Buffer): NativeImage {
	return new NativeImage(png);
}

/** `electron.nativeImage`. */
export const nativeImage = strict('nativeImage', {
	createEmpty: () => imageOf(Buffer.alloc(0)),
	createFromPath: (path: string) => imageOf(existsSync(path) ? readFileSync(path) : Buffer.alloc(0)),
});
