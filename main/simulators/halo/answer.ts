/**
 * What an endpoint answers, before it becomes bytes: a status, headers and a body. Also the shapes of refusals.
 */
import type { ErrorShape } from './dialect.ts';

/** Anything that JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An endpoint's refusal as data; the shape of its body is chosen later. */
export interface Refusal {
  readonly refused: true;
  readonly status: number;
  readonly message: string;
}

export function refusal(status: number, message: string): Refusal {
  return { refused: true, status, message };
}

const jsonHeaders = { 'content-type': 'application/json; charset=utf-8' };
const textHeaders = { 'content-type': 'text/plain; charset=utf-8' };

export function jsonAnswer(body: Json, status = 200): Answer {
  return { status, headers: jsonHeaders, body: JSON.stringify(body) };
}

/** `body` is JSON already. */
export function jsonTextAnswer(body: string): Answer {
  return { status: 200, headers: jsonHeaders, body };
}

function textAnswer(status: number, body: string): Answer {
  return { status, headers: textHeaders, body };
}

/** A refusal in one of the shapes that Halo's clients have seen. */
export function errorAnswer(status: number, message: string, shape: ErrorShape): Answer {
  switch (shape) {
    case 'result-code':
      return jsonAnswer({ resultCode: status, errorMessage: message }, status);
    case 'class-name':
      return jsonAnswer({ ClassName: 'System.Exception', Message: message }, status);
    case 'message':
      return jsonAnswer({ Message: message }, status);
    case 'error':
      return jsonAnswer({ error: message }, status);
    case 'text':
      return textAnswer(status, message);
    case 'empty':
      return { status, headers: {}, body: '' };
  }
}
