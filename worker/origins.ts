/** Which web origins may call and write with a cookie. [C31] [SEC3] */
import type { Env } from "./env.ts";

/** [C31] The origins the seeds name; `ALLOWED_ORIGINS`, separated by commas, replaces them. */
export const usualOrigins = [
  "http://localhost:3000",
  "http://localhost:8080",
  "http://localhost:5173",
  "https://app.circl.com",
];

const listed = new Map<string, readonly string[]>();
const listFrom = (text: string): readonly string[] => {
  let list = listed.get(text);
  if (!list)
    listed.set(
      text,
      (list = text
        .split(",")
        .map((origin) => origin.trim().replace(/\/$/, ""))
        .filter(Boolean)),
    );
  return list;
};

export const otherOrigins = (env: Env): readonly string[] =>
  env.ALLOWED_ORIGINS ? listFrom(env.ALLOWED_ORIGINS) : usualOrigins;

/** True for the origin this request was sent to, the public address, and the listed ones. */
export const mayWriteFrom = (origin: string, request: Request, env: Env): boolean =>
  origin === new URL(request.url).origin ||
  (env.PUBLIC_URL ? listFrom(env.PUBLIC_URL).includes(origin) : false) ||
  otherOrigins(env).includes(origin);
