/** Why a sentence was removed, in words for people. */
export const removals = {
  uncited: "cites no fact",
  unknown_citation: "cites a fact that does not exist",
  length: "is empty or too long",
  markup: "holds markup, a link or an address",
  characters: "holds characters that do not belong in prose",
  leak: "speaks of its instructions instead of the facts",
  quote: "quotes what no cited fact says",
  date: "names a date that does not follow from its facts",
  number: "names a number that does not follow from its facts",
  name: "names somebody or something that its facts do not",
  direction: "says a direction that its facts do not show",
  state: "says a state that its facts do not",
  repeated: "repeats an earlier sentence",
} as const;
export type Removal = keyof typeof removals;
