/** Text as people compare it: case-insensitive beyond ASCII, composed one way. */

// eslint-disable-next-line no-control-regex -- plain ASCII is the common case and needs no composing
const plain = /^[\x00-\x7f]*$/;

/** The form two texts share when a person would call them the same. */
export const fold = (text: string): string =>
  plain.test(text) ? text.toLowerCase() : text.normalize("NFC").toLocaleLowerCase("en").normalize("NFC");

/** Length in Unicode code points, which is what every limit counts. */
export const lengthOf = (text: string): number => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};
