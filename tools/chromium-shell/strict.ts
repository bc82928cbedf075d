/**
 * Makes a read of an absent member throw, so that use of an API that the shell lacks is seen at once instead of as `undefined`.
 * The guard sits in the prototype chain: identity, private fields and the copies that bundlers make of a module are kept.
 * Self-contained: its source text also runs in the page (page-bridge.ts).
 */
export function strict<T extends object>(name: string, members: T): T {
	// What promises, JSON and bundlers' interop code probe on any object.
	const probed = ['then', 'toJSON', '__esModule', 'default'];
	const parent = Object.getPrototypeOf(members) as object;
	const guard = new Proxy(parent, {
		get(target, key, receiver) {
			if (typeof key === 'symbol' || key in target || probed.includes(key)) return Reflect.get(target, key, receiver);
			throw new Error(`electron ${name}.${key} is not in the Chromium shell`);
		},
		getPrototypeOf: () => parent,
	});
	return Object.setPrototypeOf(members, guard);
}

/** The same for a class: its static members and those of its instances. */
export function strictClass<T extends { prototype: object; name: string }>(type: T): T {
	strict(type.name, type.prototype);
	return strict(type.name, type);
}

/** Makes the methods of a destroyed object throw, as Electron's do; events and `isDestroyed` go on working. */
export function retire(object: object): void {
	const living = Object.getPrototypeOf(object) as object;
	const retired: object = Object.create(living);
	for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(living))) {
		if (typeof value !== 'function' || name === 'constructor' || name === 'isDestroyed') continue;
		Reflect.defineProperty(retired, name, {
			value: () => {
				throw new TypeError('Object has been destroyed');
			},
		});
	}
	Object.setPrototypeOf(object, retired);
}
