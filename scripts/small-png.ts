import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const mostColours = 256;

/** A colour as 0xRRGGBB. */
type Colour = number;

interface Picture {
	readonly width: number;
	readonly height: number;
	readonly pixels: Uint32Array;
}

/**
 * The picture of a screen with at most 256 colours and so a third of the bytes; what a person sees stays. Takes what Chromium writes: eight
 * bits a channel, not interlaced. Throws a RangeError for another PNG.
 */
export function smallPng(png: Buffer): Buffer {
	const { width, height, pixels } = decode(png);
	const counts = new Map<Colour, number>();
	for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
	const palette = paletteOf(counts);
	const places = new Map([...counts.keys()].map((colour) => [colour, nearest(palette, colour)]));
	const rows = Buffer.alloc((width + 1) * height);
	for (const [at, colour] of pixels.entries()) {
		const row = Math.floor(at / width);
		// Each row begins with its filter: none.
		rows[row * (width + 1) + 1 + (at % width)] = places.get(colour) ?? 0;
	}
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([8, 3, 0, 0, 0], 8);
	const colours = Buffer.from(palette.flatMap(channels));
	const parts = [chunk('IHDR', header), chunk('PLTE', colours), chunk('IDAT', deflateSync(rows, { level: 9 }))];
	return Buffer.concat([signature, ...parts, chunk('IEND', Buffer.alloc(0))]);
}

const channels = (colour: Colour): [number, number, number] => [colour >> 16, (colour >> 8) & 0xff, colour & 0xff];

function chunk(type: string, data: Buffer): Buffer {
	const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	const check = Buffer.alloc(4);
	check.writeUInt32BE(crc32(named));
	return Buffer.concat([length, named, check]);
}

function decode(png: Buffer): Picture {
	const data: Buffer[] = [];
	let header = Buffer.alloc(13);
	for (let at = signature.length; at < png.length; ) {
		const length = png.readUInt32BE(at);
		const type = png.toString('latin1', at + 4, at + 8);
		const body = png.subarray(at + 8, at + 8 + length);
		if (type === 'IHDR') header = Buffer.from(body);
		if (type === 'IDAT') data.push(body);
		at += length + 12;
	}
	const [depth, kind, , , interlaced] = header.subarray(8);
	const bytes = kind === 2 ? 3 : kind === 6 ? 4 : 0;
	if (depth !== 8 || bytes === 0 || interlaced !== 0) throw new RangeError('not a PNG as Chromium writes it');
	const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
	return { width, height, pixels: unfiltered(inflateSync(Buffer.concat(data)), width, height, bytes) };
}

/** Undoes the filters of the rows (PNG specification, section 9). */
function unfiltered(filtered: Buffer, width: number, height: number, bytes: number): Uint32Array {
	const pixels = new Uint32Array(width * height);
	const stride = width * bytes;
	let above = Buffer.alloc(stride);
	for (let row = 0; row < height; row++) {
		const from = row * (stride + 1);
		const filter = filtered[from] ?? 0;
		const line = Buffer.from(filtered.subarray(from + 1, from + 1 + stride));
		for (let at = 0; at < stride; at++) {
			const left = at < bytes ? 0 : (line[at - bytes] ?? 0);
			const up = above[at] ?? 0;
			const corner = at < bytes ? 0 : (above[at - bytes] ?? 0);
			const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
			line[at] = ((line[at] ?? 0) + guess) & 0xff;
		}
		for (let column = 0; column < width; column++) {
			const at = column * bytes;
			pixels[row * width + column] = ((line[at] ?? 0) << 16) | ((line[at + 1] ?? 0) << 8) | (line[at + 2] ?? 0);
		}
		above = line;
	}
	return pixels;
}

function paeth(left: number, up: number, corner: number): number {
	const guess = left + up - corner;
	const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
	if (a <= b && a <= c) return left;
	return b <= c ? up : corner;
}

/** The colours that are there; where they are too many, those that stand for the others: the widest box is cut where half of its pixels are. */
function paletteOf(counts: ReadonlyMap<Colour, number>): readonly Colour[] {
	const boxes: Colour[][] = [[...counts.keys()]];
	while (boxes.length < mostColours) {
		const [widest] = boxes
			.map((box, place) => ({ place, ...widthOf(box) }))
			.filter(({ width }) => width > 0)
			.sort((a, b) => b.width - a.width);
		if (!widest) break;
		const { place, channel } = widest;
		const sorted = (boxes[place] ?? []).toSorted((a, b) => (channels(a)[channel] ?? 0) - (channels(b)[channel] ?? 0));
		const half = Math.floor(sorted.length / 2);
		boxes.splice(place, 1, sorted.slice(0, half), sorted.slice(half));
	}
	return boxes.map((box) =>
		box.reduce((best, each) => ((counts.get(each) ?? 0) > (counts.get(best) ?? 0) ? each : best)),
	);
}

function widthOf(box: readonly Colour[]): { readonly width: number; readonly channel: 0 | 1 | 2 } {
	let widest: { width: number; channel: 0 | 1 | 2 } = { width: 0, channel: 0 };
	for (const channel of [0, 1, 2] as const) {
		let [least, most] = [255, 0];
		for (const colour of box) {
			const value = channels(colour)[channel] ?? 0;
			least = Math.min(least, value);
			most = Math.max(most, value);
		}
		if (most - least > widest.width) widest = { width: most - least, channel };
	}
	return widest;
}

function nearest(palette: readonly Colour[], colour: Colour): number {
	const [red, green, blue] = channels(colour);
	let best = { place: 0, distance: Number.POSITIVE_INFINITY };
	for (const [place, one] of palette.entries()) {
		const [r, g, b] = channels(one);
		const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
		if (distance < best.distance) best = { place, distance };
	}
	return best.place;
}
