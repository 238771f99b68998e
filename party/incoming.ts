/** Reading what a socket sent: a message of the protocol, or a problem that says what is wrong with it. [SY12] */
import { Problem } from "../domain/problem.ts";
import {
  type ClientMessage,
  type Hello,
  type Presence,
  type WireMutation,
  adoptedMost,
  limits,
  wireTables,
} from "./protocol.ts";

const malformed = (detail: string): Problem => new Problem("invalid", { detail });

/** Throws `too_large` or `invalid`; what it returns has the shape the types say. Frames are measured in characters. */
export const readMessage = (text: string): ClientMessage => {
  if (text.length > limits.frame) throw new Problem("too_large");
  const message = parse(text);
  if (!Array.isArray(message)) throw malformed("A message is a JSON array.");
  switch (message[0]) {
    case "h":
      return ["h", readHello(message[1])];
    case "p":
      return ["p", readSender(message[1]), readBatch(message[2])];
    case "a":
      if (!isCount(message[1]) || !isCounts(message[2]))
        throw malformed("Heard takes a revision and a list of notices.");
      return ["a", message[1], message[2]];
    case "s":
      return ["s", readPresence(message[1])];
    case "l":
      if (!isCount(message[1]) || !isName(message[2]) || wireTables[message[1]] === undefined)
        throw malformed("Load takes a table and the id of a parent.");
      return ["l", message[1], message[2]];
    default:
      throw malformed("There is no such message.");
  }
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed("A message is a JSON array.");
  }
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value);
const isName = (value: unknown): value is string => typeof value === "string" && value.length > 0 && value.length <= 64;
const isWhole = (value: unknown): value is number => typeof value === "number" && Number.isSafeInteger(value);
const isCount = (value: unknown): value is number => isWhole(value) && value >= 0;

const isCounts = (value: unknown): value is number[] => Array.isArray(value) && value.every(isCount);

const readHello = (value: unknown): Hello => {
  if (!isObject(value)) throw malformed("Hello takes an object.");
  const { v, client, adopted, cursor, epoch } = value;
  if (!isCount(v)) throw malformed("Hello names the protocol's version.");
  if (!isName(client)) throw malformed("Hello names its client.");
  if (!Array.isArray(adopted) || adopted.length > adoptedMost || !adopted.every(isName))
    throw malformed(`Hello lists at most ${adoptedMost} adopted clients.`);
  if (!isWhole(cursor) || cursor < -1 || typeof epoch !== "string")
    throw malformed("Hello names a cursor and its epoch.");
  return { v, client, adopted, cursor, epoch };
};

const readSender = (value: unknown): string | 0 => {
  if (value === 0 || isName(value)) return value;
  throw malformed("A push names the client whose queue it is.");
};

const readBatch = (value: unknown): WireMutation[] => {
  if (!Array.isArray(value) || value.length === 0) throw malformed("A push holds mutations.");
  return value.map((mutation: unknown): WireMutation => {
    if (!Array.isArray(mutation)) throw malformed("A mutation is an array.");
    const [id, base, code, args] = mutation as unknown[];
    if (!isCount(id) || id === 0 || !isWhole(base) || !isCount(code))
      throw malformed("A mutation has a number, a base and a code.");
    return [id, base, code, args];
  });
};

const readPresence = (value: unknown): Presence | null => {
  if (value === null) return null;
  if (!isObject(value)) throw malformed("Presence is an object or null.");
  if (JSON.stringify(value).length > limits.presence) throw new Problem("too_large");
  return value;
};
