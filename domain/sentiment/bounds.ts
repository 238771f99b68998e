/** Where neutral ends. Apart from the words, which are heavy. */

/** Within this of zero a text is neutral; VADER's own bound. */
export const neutralWithin = 0.05;
