import type { IncomingHttpHeaders } from 'node:http';
import type { PracticeDataCenter } from './practice-data-center.ts';

/** A request as an endpoint sees it: read in full, its host checked. */
export interface Call {
	readonly dataCenter: PracticeDataCenter;
	readonly method: string;
	readonly path: string;
	readonly query: URLSearchParams;
	readonly headers: IncomingHttpHeaders;
	/** The fields of an urlencoded or multipart body; empty for any other body, JSON included. */
	readonly fields: ReadonlyMap<string, string>;
	/** Set by a fault: a refresh answers with a new refresh token, and the old one dies. */
	readonly rotateRefreshToken: boolean;
}

/** What goes back. */
export interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

/** Answers a call; changes the state in one synchronous step, so that parallel calls never meet half-way. */
export type Endpoint = (call: Call) => Answer;

/** The endpoints of every data center: path, then method. */
export type RouteTable = ReadonlyMap<string, Readonly<Record<string, Endpoint>>>;

/** An answer with a JSON body. */
export function jsonAnswer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
	return {
		status,
		headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
		body: JSON.stringify(body),
	};
}

/** A parameter of a token or revoke call: Zoho takes it from the form or from the query. */
export function parameterOf(call: Call, name: string): string | undefined {
	return call.fields.get(name) ?? call.query.get(name) ?? undefined;
}
