/** Text as people compare it: case-insensitive beyond ASCII, composed one way. */

/** The form two texts share when a person would call them the same. */
export const fold = (text: string): string => text.normalize("NFC").toLocaleLowerCase("en").normalize("NFC");

/** Length in Unicode code points, which is what every limit counts. */
export const lengthOf = (text: string): number => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};
