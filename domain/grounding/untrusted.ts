/**
 * Texts that people or machines outside wrote: notes, tickets, names. They are shown and given to a model as data only.
 * What could act (links, images, markup, invisible characters) is taken out; what reads like orders to a machine is withheld. [GR6]
 */

/** Format and control characters, private use, and the selectors that hide bytes behind an emoji. */
const invisible = /[\p{Cf}\p{Co}\p{Cn}\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]|(?![\n\t])\p{Cc}/gu;

const address =
  /(?:[a-z][a-z\d+.-]{0,15}:\/\/|www\.|mailto:|data:(?=\w)|javascript:)\S*|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\/\S*|\S+@\S+\.\S+/giu;

const steps: readonly (readonly [RegExp, string])[] = [
  [/!\[([^\]]*)\]\s*\([^)]*\)?/gu, " (image) "],
  [/\[([^\]]*)\]\s*\([^)]*\)?/gu, " $1 (link) "],
  [/<(?:script|style|iframe|svg|object)\b[\s\S]*?(?:<\/(?:script|style|iframe|svg|object)\s*>|$)/giu, " "],
  [/<[/!?a-z][^<>]*>?/giu, " "],
  [/&(?:#x?[\da-f]+|[a-z]{2,10});/giu, " "],
  [address, "(link)"],
];

const harmless: readonly (readonly [RegExp, string])[] = [
  [/[[{]/gu, "("],
  [/[\]}]/gu, ")"],
  [/[“”„«»"]/gu, "'"],
  [/[‘’]/gu, "'"],
  [/[<>`|\\*_#~^$]+(?!\d)/gu, " "],
  [/:\/+/gu, ": "],
  [/@/gu, " at "],
  [/\s+/gu, " "],
];

/** One line without markup, links, invisible characters or double quotes; cut at a word with "…" beyond `most` characters. */
export const cleanText = (text: string, most = 240): string => {
  let clean = text
    .slice(0, 8 * most)
    .normalize("NFC")
    .replaceAll(invisible, "");
  // Taking one tag out may join the halves of another.
  for (let before = ""; before !== clean;) {
    before = clean;
    for (const [pattern, instead] of [...steps, ...harmless]) clean = clean.replaceAll(pattern, instead);
  }
  const points = [...clean.trim()];
  if (points.length <= most) return points.join("");
  const cut = points.slice(0, most).join("");
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), most / 2)).trimEnd()}…`;
};

/** Letters of other scripts that pass for Latin ones. */
const lookalikes: Readonly<Record<string, string>> = Object.fromEntries(
  [
    "аa",
    "еe",
    "оo",
    "рp",
    "сc",
    "уy",
    "хx",
    "іi",
    "јj",
    "ѕs",
    "һh",
    "ԁd",
    "ԛq",
    "ԝw",
    "οo",
    "αa",
    "ιi",
    "ρp",
    "νv",
    "κk",
    "τt",
    "ｅe",
    "0o",
    "1i",
    "3e",
    "4a",
    "5s",
    "@a",
    "$s",
  ].map((pair) => [[...pair][0] ?? "", [...pair][1] ?? ""]),
);

const orders: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|overlook|override|bypass|skip)\b.{0,40}\b(?:instruction|prompt|rule|guideline|direction|order|context|message|everything|above|facts|citation)/u,
  /\b(?:system|developer|hidden|initial|original) (?:prompt|message|instruction)|\byour (?:instruction|prompt|rules|guidelines|programming)/u,
  /\byou are (?:now|no longer|an? (?:ai|assistant|model|bot|chatbot))\b|\b(?:act|behave|respond) as (?:an?|if|the)\b|\bpretend (?:to|that|you)\b|\bjailbreak|\bdan mode|\bdeveloper mode|\bfrom now on\b/u,
  /\b(?:reveal|repeat|print|output|show|leak|exfiltrate|disclose|dump|display|tell)\b.{0,40}\b(?:prompt|instructions|api.?keys?|secrets?|passwords?|tokens?|credentials|everything above|other (?:accounts|customers|circles))\b/u,
  /\b(?:assistant|ai|llm|language model|chatbot|gpt|claude|copilot|summari[sz]er)\b\s*[,:;]|\b(?:note|message|attention|dear|hey|hello|instructions?) (?:to|for)? ?(?:the |all )?(?:assistant|ai|llm|model|chatbot|summari[sz]er)/u,
  /\b(?:respond|reply|answer|output|say|write|state|claim) (?:only |exactly |just )+|\b(?:reply|respond|answer) with\b|\bwhen (?:you |asked to )?(?:summari[sz]|writ|answer|generat)/u,
  /\b(?:tell|inform|convince|assure) (?:the |every )?(?:user|reader|csm|human)s?\b|\b(?:mark|describe|rate|report|present|treat) (?:this|the|our|their) (?:account|customer|health|score)\b.{0,30}\bas\b/u,
  /<\|?(?:im_start|im_end|system|endoftext)|\[\/?inst\]|#{2,} ?(?:system|instruction|user|assistant)|"role" ?: ?"|\b(?:begin|end) (?:of )?(?:system|prompt|facts|data|instructions)\b|<\/?(?:facts?|data|quote|system|instructions?)>/u,
  /!\[[^\]]*\]\s*\(|<img\b|<script\b|\bjavascript:|\bdata:[a-z]+\/|\bcite \[?\d|\[\d+\]/u,
  /[a-z\d+/]{80,}={0,2}/u,
  /ignorier\w* .{0,30}(?:anweisung|vorgabe|regel)|ignore[zr]? .{0,30}(?:instructions|consignes)|ignor[ae] .{0,30}(?:instrucciones|istruzioni|instruções)|忽略.{0,12}(?:指令|指示|说明|提示)|игнорируй|проигнорируй|無視して/u,
];

/** [GR6] True for a text that speaks to a machine rather than to a person. Errs on the careful side: such a text can still be opened. */
export const readsLikeOrders = (text: string): boolean => {
  const plain = text.slice(0, 20_000).normalize("NFKC").replaceAll(invisible, "").toLowerCase();
  // "41,000" is no word in disguise; "1gn0re" is.
  const latin = plain.replaceAll(/[\p{L}\d@$]*\p{L}[\p{L}\d@$]*/gu, (word) =>
    [...word].map((character) => lookalikes[character] ?? character).join(""),
  );
  const spaced = plain.replaceAll(/\b(\w)[ .\-_](?=\w\b)/gu, "$1");
  return [plain, latin, spaced].some((form) => orders.some((order) => order.test(form)));
};
