/** The words that turn, strengthen or weaken what stands behind them, and those that tell languages apart. */

/** Beside these, whatever ends in `n't`. Written without apostrophes. */
export const negations: ReadonlySet<string> = new Set(
  (
    "aint arent cannot cant couldnt darent didnt doesnt dont hadnt hasnt havent isnt mightnt mustnt neednt neither " +
    "never none nope nor not nothing nowhere oughtnt rarely seldom shant shouldnt uhuh wasnt werent without wont wouldnt"
  ).split(" "),
);

const strong =
  "absolutely amazingly awfully completely considerably decidedly deeply enormously entirely especially exceptionally " +
  "extremely fully greatly highly hugely incredibly insanely intensely majorly more most particularly purely quite " +
  "really remarkably so substantially super thoroughly too totally tremendously unbelievably unusually utterly very";
const weak =
  "almost barely fairly hardly kinda less little marginally moderately occasionally partly scarcely slightly somewhat sorta";

/** How much a degree word adds (+) or takes away (-), on the scale of a word's valence; VADER's 0.293. */
export const degrees: ReadonlyMap<string, number> = new Map([
  ...strong.split(" ").map((word): [string, number] => [word, 0.293]),
  ...weak.split(" ").map((word): [string, number] => [word, -0.293]),
]);

/** The commonest words of English that no neighbour shares. */
export const english: ReadonlySet<string> = new Set(
  (
    "the and of to is it that this was for with are they we you be not have has had but from our their your there " +
    "been will would which when what who by at were i my he she his her him its if about out up than them can very just"
  ).split(" "),
);

/** The commonest words of German, French, Spanish, Italian, Portuguese and Dutch that are no English words. */
export const foreign: ReadonlySet<string> = new Set(
  (
    "der das und ist nicht ein eine einen wir sie ich mit auf für von dem den sich auch wird sehr haben hatte aber wurde " +
    "le la les des est une dans pour pas que qui sur avec nous vous mais très ce cette ont sont était être aux " +
    "el los las una por con para pero muy está esta del como más fue nuestro hemos " +
    "il che di non sono gli della nel anche più molto è stato questo " +
    "não uma com os foi muito são mas ao seu nosso " +
    "het een niet dat zijn voor maar ook naar wij deze heeft werd zeer"
  ).split(" "),
);
