/** The package ships no types. */
declare module "vader-sentiment/src/vader_lexicon.js" {
  /** Words, slang and emoticons in lower case, from -4 to 4. */
  export const lexicon: Readonly<Record<string, number>>;
}
