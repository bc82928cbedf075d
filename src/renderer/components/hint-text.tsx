/** A hint from the main process: what stands between backticks is shown as code. */
export function HintText({ text }: { readonly text: string }) {
	return text
		.split('`')
		.map((part, index) =>
			index % 2 === 1 ? <code key={`${index}:${part}`}>{part}</code> : <span key={`${index}:${part}`}>{part}</span>,
		);
}
