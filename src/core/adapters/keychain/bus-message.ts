// The little of D-Bus's wire format that is needed to ask who keeps the secrets: calls with texts, answers that begin with a text or a number.
// https://dbus.freedesktop.org/doc/dbus-specification.html#message-protocol

/** A call of a method; its arguments are texts. */
export interface BusCall {
	readonly destination: string;
	readonly path: string;
	readonly interface: string;
	readonly member: string;
	readonly texts: readonly string[];
}

/** The answer to the call with that number; null for an error. */
export interface BusReply {
	readonly serial: number;
	readonly value: string | number | null;
}

const littleEndian = 0x6c;
const kinds = { call: 1, reply: 2, error: 3 } as const;
const fields = { path: 1, interface: 2, member: 3, replySerial: 5, destination: 6, signature: 8 } as const;
/** A flag: who is asked is not started for it. */
const startNobody = 2;
const headBytes = 16;

/** A message as the bus wants it. */
export function encodeCall(serial: number, call: BusCall): Buffer {
	const body = new Writer();
	for (const text of call.texts) body.text(text);
	const head = new Writer();
	head.field(fields.path, 'o', call.path);
	head.field(fields.interface, 's', call.interface);
	head.field(fields.member, 's', call.member);
	head.field(fields.destination, 's', call.destination);
	if (call.texts.length > 0) head.field(fields.signature, 'g', 's'.repeat(call.texts.length));
	const start = Buffer.alloc(headBytes);
	start.set([littleEndian, kinds.call, startNobody, 1]);
	start.writeUInt32LE(body.bytes.length, 4);
	start.writeUInt32LE(serial, 8);
	start.writeUInt32LE(head.bytes.length, 12);
	const padding = Buffer.alloc(aligned(head.bytes.length, 8) - head.bytes.length);
	return Buffer.concat([start, head.bytes, padding, body.bytes]);
}

/** How long the message is whose first bytes these are; null where they are too few to tell. */
export function messageLength(bytes: Buffer): number | null {
	if (bytes.length < headBytes) return null;
	return headBytes + aligned(bytes.readUInt32LE(12), 8) + bytes.readUInt32LE(4);
}

/** The answer in a whole message; null where it is none, such as a signal. */
export function decodeReply(message: Buffer): BusReply | null {
	const kind = message[1];
	if (message[0] !== littleEndian || (kind !== kinds.reply && kind !== kinds.error)) return null;
	const end = headBytes + message.readUInt32LE(12);
	let serial = 0;
	let signature = '';
	for (let at = headBytes; at < end; ) {
		at = aligned(at, 8);
		const code = message[at];
		const type = String.fromCharCode(message[at + 2] ?? 0);
		// After the code comes the value's own signature: its length, one letter, NUL.
		const [value, next] = valueAt(message, type, at + 4);
		if (code === fields.replySerial) serial = Number(value);
		if (code === fields.signature) signature = String(value);
		at = next;
	}
	const [type] = signature;
	const isEmpty = kind === kinds.error || type === undefined;
	return { serial, value: isEmpty ? null : valueAt(message, type, aligned(end, 8))[0] };
}

/** A value and where the next one begins. Throws RangeError for a type that nobody asked for. */
function valueAt(message: Buffer, type: string, from: number): readonly [string | number, number] {
	if (type === 'g') {
		const length = message.readUInt8(from);
		return [message.toString('utf8', from + 1, from + 1 + length), from + length + 2];
	}
	const at = aligned(from, 4);
	const first = message.readUInt32LE(at);
	if (type === 'u') return [first, at + 4];
	if (type !== 's' && type !== 'o') throw new RangeError(`a value of type ${type}`);
	return [message.toString('utf8', at + 4, at + 4 + first), at + 4 + first + 1];
}

class Writer {
	bytes = Buffer.alloc(0);

	text(text: string): void {
		const value = Buffer.from(text, 'utf8');
		const length = Buffer.alloc(4);
		length.writeUInt32LE(value.length);
		this.#pad(4);
		this.#add(length, value, Buffer.of(0));
	}

	field(code: number, type: 'o' | 's' | 'g', value: string): void {
		this.#pad(8);
		this.#add(Buffer.of(code, 1, type.charCodeAt(0), 0));
		if (type === 'g') this.#add(Buffer.of(value.length), Buffer.from(`${value}\0`));
		else this.text(value);
	}

	#pad(to: number): void {
		this.#add(Buffer.alloc(aligned(this.bytes.length, to) - this.bytes.length));
	}

	#add(...parts: readonly Buffer[]): void {
		this.bytes = Buffer.concat([this.bytes, ...parts]);
	}
}

function aligned(at: number, to: number): number {
	return Math.ceil(at / to) * to;
}
