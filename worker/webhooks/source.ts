/** What each kind of source says of itself: how its requests are checked, which event they are, and how they are read. */
import type { Reading } from "../../domain/webhook-change.ts";
import type { SourceSettings } from "../../domain/webhook.ts";
import type { SourceKind, Verdict } from "../../domain/webhook-words.ts";

/** A request as it came; its body is the text that was signed. */
export interface Signed {
  method: string;
  /** As the sender called it. */
  url: string;
  headers: Headers;
  body: string;
}

/** The secrets that count at this moment: the present one, and for a day after a rotation the one before. */
export interface Secrets {
  current: string;
  previous: string | null;
}

export interface Checked {
  verdict: Verdict;
  /** When the sender says it signed this, Unix milliseconds; null where the vendor's scheme has no time. */
  signedAt: number | null;
}

/** What is known beside the payload when it is read. */
export interface Circumstances {
  /** Lower-case names. */
  headers: Record<string, string>;
  settings: SourceSettings;
  /** When it was signed, else received: stands for times that the payload leaves out. */
  at: number;
  /** The delivery's event id. */
  id: string;
}

export interface Source {
  kind: SourceKind;
  /** How the vendor is told to sign, in a sentence for the person who sets it up. */
  signing: string;
  /** Whose secret it is: made here and given to the vendor, or made by the vendor and pasted here. */
  secretFrom: "us" | "vendor";
  verify(request: Signed, secrets: Secrets, now: number, settings: SourceSettings): Promise<Checked>;
  /** The vendor's own id of the event, which a repetition has too; null where there is none. */
  eventId(payload: unknown, headers: Headers): string | null;
  read(payload: unknown, around: Circumstances): Reading;
}
