/** Words, their stems, and the ones that may open a sentence although nobody is called so. [GR5] */

/** `tickets` and `ticket`, `users` and `user`, `categories` and `category` share a stem. */
export const stemOf = (word: string): string => {
  const lower = word.toLowerCase();
  if (lower.length <= 3) return lower;
  if (lower.endsWith("ies")) return `${lower.slice(0, -3)}y`;
  return /[^su]s$/.test(lower) ? lower.slice(0, -1) : lower;
};

/** Stems of the words in a text, in order. */
export const stemsOf = (text: string): string[] => (text.match(/[\p{L}\p{N}]+/gu) ?? []).map(stemOf);

/** Abbreviations of the trade; nobody's name. */
export const tradeWords: ReadonlySet<string> = new Set(
  "AI API ARR MRR CRM CS CSM CSMs DAU EBR EBRs GRR I KPI KPIs NPS NRR QBR QBRs ROI SLA USD UTC".split(" "),
);

const openers =
  "zero one two three four five six seven eight nine ten eleven twelve a about above according account accounts across action actions add adopt adoption after again answer any against agree aim align all almost along " +
  "already also although always among an and another any anything apart arrange as ask assign at average based be because before " +
  "begin behind below beside besides best between beyond book both bring bucket build but by call can capture celebrate champion champions " +
  "change changes check choose circle clear close closing collect combined come compared compare complete concern confirm consider contact contacts " +
  "contract contribution contributions could critical customer customers daily data deal decide deliver demonstrate despite did discuss " +
  "do document does down draft due during each early earlier either email encourage engage engagement enough enough enter ensure escalate " +
  "even every everybody everything evidence executive expand expansion expect explain explore extend factor factors feature features feedback few " +
  "find finally finish first fix focus follow for four five from full further gather get give given go good grow growth has have having " +
  "health healthy help her here high higher his hold how however identify if important in include increase indeed industry integration invite " +
  "is issue issues it its join just keep key know last late later latest lead learn least less let like likely list little log login logins look low " +
  "lower lowest maintain mend make many map market may mean meanwhile measure meet meeting meetings member mention metric metrics might missing month " +
  "monthly more most much must my name near nearly negative neither net never new newest next nine no nobody none nor not note notes nothing notice " +
  "now of offer often on once one only open opportunities opportunity or other others otherwise our out over overall own part participants " +
  "pending people per perhaps person pick plan play playbook playbooks please point points portfolio positive possible prepare present " +
  "previous prioritise prioritize priority product program progress promise promises propose protect prove put quarter quarterly question " +
  "questions quite raise range rate rather reach read recent recently recommended reconnect record reduce region remaining renew renewal renewals " +
  "repeat reply report request resolve response rest restore retention review revenue rising risk risks roll root run same satisfaction save say " +
  "schedule score scores seat seats secure see seek segment send sentiment set settle seven several share she show signals similar similarly since six " +
  "slow small so some somebody something soon speak stage start status stay steady step still strong strongest subscription success suggest summary " +
  "support surface take target tasks team ten test than that the their them then there therefore these they things think this those though three through " +
  "ticket tickets time to today together tomorrow tonight too top total track train training treat trend trends trigger try turn two under unless until up " +
  "update upcoming use usage use user users using usually utilisation utilization value values verify very wait walk was watch we week weekly weeks well were " +
  "what whatever when where whether which while who why will with within without won work worth would write year yearly yes yesterday yet you your zero";

/** Words that a sentence may begin with in capitals. A model's sentence that begins with another word is removed: better one too many. */
export const sentenceOpeners: ReadonlySet<string> = new Set(openers.split(" "));

/** Nouns that a table's rows go by. */
export const tableNouns: Readonly<Record<string, readonly string[]>> = {
  account: ["account", "customer"],
  contact: ["contact", "people", "person"],
  feedback: ["feedback", "item", "ticket"],
  meeting: ["meeting", "call"],
  note: ["note"],
  kpi: ["kpi"],
  daily_metric: ["day", "row"],
  playbook: ["playbook"],
  playbook_run: ["run"],
};
