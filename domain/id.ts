/**
 * Ids that know their circle: UUIDs of RFC 9562 version 8.
 * 48 bits of Unix milliseconds, version, 12 random bits, variant, 32 bits of circle key, 30 random bits.
 * A browser can make them offline, and a path such as `/api/crm/contacts/{id}/` finds its circle with no look-up.
 * An id is an address, never a right: membership is checked all the same.
 */

/** A circle's key: 32 bits, never 0. It names the circle's Durable Object. */
export type CircleKey = number;

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const hex = (value: bigint, digits: number): string => value.toString(16).padStart(digits, "0");

/** A new id. `random` gives uniform numbers in [0, 1). */
export const makeId = (circle: CircleKey, now: number, random: () => number): string => {
  const high = Math.floor(random() * 0x1000);
  const low = Math.floor(random() * 0x4000_0000);
  const time = hex(BigInt(now), 12);
  const tail = hex((2n << 62n) | (BigInt(circle) << 30n) | BigInt(low), 16);
  return `${time.slice(0, 8)}-${time.slice(8)}-8${high.toString(16).padStart(3, "0")}-${tail.slice(0, 4)}-${tail.slice(4)}`;
};

/** The circle an id belongs to, or null when the text is no id of ours. Reads lower-case and upper-case forms. */
export const circleOf = (id: string): CircleKey | null => {
  const text = id.toLowerCase();
  if (!form.test(text)) return null;
  const tail = BigInt(`0x${text.slice(19, 23)}${text.slice(24)}`);
  const key = Number((tail >> 30n) & 0xffff_ffffn);
  return key === 0 ? null : key;
};

/** The name of the circle's Durable Object. */
export const circleName = (key: CircleKey): string => key.toString(16).padStart(8, "0");
