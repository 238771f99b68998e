/** The closed catalogue of everything that can be refused, as RFC 9457 problems. REST and the socket send the same body. */

const catalogue = {
  invalid: { status: 400, title: "Some fields are wrong" },
  signed_out: { status: 401, title: "Sign in first" },
  unverified: { status: 401, title: "The signature is not right" },
  forbidden: { status: 403, title: "Your role does not allow this" },
  origin_refused: { status: 403, title: "This origin may not write here" },
  not_found: { status: 404, title: "Not found" },
  id_taken: { status: 409, title: "That id is already in use" },
  email_taken: { status: 409, title: "Another contact has this e-mail address" },
  name_taken: { status: 409, title: "Another account has this name" },
  key_reused: { status: 409, title: "This idempotency key was used with another body" },
  already_running: { status: 409, title: "That is at work already" },
  superseded: { status: 409, title: "Somebody changed this after you" },
  stale: { status: 412, title: "This was changed since you read it" },
  too_large: { status: 413, title: "The body is too large" },
  wrong_type: { status: 415, title: "This content type is not understood" },
  too_old: { status: 426, title: "Reload to continue" },
  too_many: { status: 429, title: "Too many requests" },
  broken: { status: 500, title: "Something went wrong on our side" },
  unavailable: { status: 503, title: "Not available right now" },
} as const;

export type ProblemCode = keyof typeof catalogue;

/** Messages by field, in the words a form shows beside the field. */
export type FieldErrors = Record<string, string[]>;

/** The wire form: `application/problem+json`. Members beyond the RFC's stand beside it, such as `existing_id`. */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  detail?: string;
  errors?: FieldErrors;
  request_id?: string;
  [extra: string]: unknown;
}

export interface ProblemParts {
  detail?: string;
  errors?: FieldErrors;
  extra?: Record<string, unknown>;
}

/** Thrown by domain rules, the room and the routes; anything else that is thrown is a bug. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly parts: ProblemParts;

  constructor(code: ProblemCode, parts: ProblemParts = {}) {
    super(parts.detail ?? catalogue[code].title);
    this.name = "Problem";
    this.code = code;
    this.parts = parts;
  }

  get status(): number {
    return catalogue[this.code].status;
  }

  body(requestId?: string): ProblemBody {
    const { detail, errors, extra } = this.parts;
    return {
      type: `urn:rondo:problem:${this.code}`,
      title: catalogue[this.code].title,
      status: this.status,
      code: this.code,
      ...(detail === undefined ? {} : { detail }),
      ...(errors === undefined ? {} : { errors }),
      ...(requestId === undefined ? {} : { request_id: requestId }),
      ...extra,
    };
  }
}

/** One wrong field. */
export const wrong = (field: string, message: string, extra?: Record<string, unknown>): Problem =>
  new Problem("invalid", { errors: { [field]: [message] }, ...(extra ? { extra } : {}) });

/** The problem that a body describes, as it came over RPC, HTTP or the socket. */
export const problemFrom = (body: ProblemBody): Problem => {
  const { type: _type, title: _title, status: _status, code, detail, errors, request_id: _id, ...extra } = body;
  return new Problem(code, {
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined ? {} : { errors }),
    extra,
  });
};
