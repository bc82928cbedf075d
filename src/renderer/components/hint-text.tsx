/** A hint from the main process: what stands between backticks is shown as code. */
export function HintText({ text }: { readonly text: string }) {
	return text.split('`').map((part, index) => {
		// The parts of one text neither move nor go.
		const key = String(index);
		return index % 2 === 1 ? <code key={key}>{part}</code> : <span key={key}>{part}</span>;
	});
}
