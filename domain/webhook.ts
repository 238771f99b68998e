/** A webhook source and what an admin may set on it: what goes over the wire. [IW1] [IW14] */
import * as z from "zod/mini";
import { oneOf, text } from "./contact.ts";
import { stages } from "./funnel.ts";
import { Mapping } from "./webhook-mapping.ts";
import { sourceKinds } from "./webhook-words.ts";

const headerName = z.string("Must be the name of a header.").check(
  z.toLowerCase(),
  z.refine((name) => /^[a-z0-9-]{1,64}$/.test(name), "Must be the name of a header, such as X-Signature."),
);

/** How a custom source signs. */
export const SignatureScheme = z.object({
  /** `standard`: Standard Webhooks. `hmac`: HMAC-SHA256 in hex or base64. `token`: the secret itself in a header. */
  scheme: oneOf(["standard", "hmac", "token"]),
  header: z._default(headerName, "x-signature"),
  /** With it `hmac` signs `time.body`, and the time is checked. */
  timestamp_header: z._default(z.nullable(headerName), null),
});
export type SignatureScheme = z.infer<typeof SignatureScheme>;

/** What is set on a source; absent fields have these defaults. */
export const SourceSettings = z.object({
  /** The features that adoption is counted over; empty: all that were ever seen in the circle. */
  features: z._default(z.array(text(255, 1)).check(z.maxLength(500, "At most 500 features.")), () => []),
  /** What happens to a named account that nobody here knows. */
  unknown_accounts: z._default(oneOf(["hold", "create"]), "hold"),
  /** The other system's stages, by their names there, in ours. */
  stages: z._default(z.record(z.string().check(z.maxLength(255)), oneOf(stages)), () => ({})),
  /** Only of custom sources. */
  signature: z._default(SignatureScheme, () => ({
    scheme: "standard" as const,
    header: "x-signature",
    timestamp_header: null,
  })),
  mapping: z._default(Mapping, () => []),
});
export type SourceSettings = z.infer<typeof SourceSettings>;

/** What a change may name; absent means unchanged. */
const SettingsChange = z.partial(
  z.object({
    features: z.array(text(255, 1)).check(z.maxLength(500, "At most 500 features.")),
    unknown_accounts: oneOf(["hold", "create"]),
    stages: z.record(z.string().check(z.maxLength(255)), oneOf(stages)),
    signature: SignatureScheme,
    mapping: Mapping,
  }),
);

/** A secret that the vendor made. Ours are made here. */
const GivenSecret = z.string("Must be text.").check(
  z.trim(),
  z.minLength(8, "At least 8 characters."),
  z.maxLength(512, "At most 512 characters."),
  z.refine((secret) => !/[^\x20-\x7e]/.test(secret), "Only printable ASCII characters."),
);

export const SourceDraft = z.object({
  kind: oneOf(sourceKinds),
  name: text(120, 1),
  secret: z.optional(GivenSecret),
  settings: z._default(SettingsChange, () => ({})),
});
export type SourceDraft = z.infer<typeof SourceDraft>;

export const SourceChange = z.object({
  name: z.optional(text(120, 1)),
  /** A paused source keeps what comes and works on it when it goes on. */
  paused: z.optional(z.boolean("Must be true or false.")),
  settings: z.optional(SettingsChange),
});
export type SourceChange = z.infer<typeof SourceChange>;

export const SourceRotation = z.object({ secret: z.optional(GivenSecret) });
/** What a test of a source sends. */
export const SourceExample = z.object({ payload: z.unknown() });
export const MappingTry = z.object({
  mapping: z.optional(Mapping),
  /** A payload to try it on; else the newest that came. */
  payload: z.optional(z.unknown()),
});

/** The settings as they are after a change. */
export const settingsWith = (before: SourceSettings, change: z.infer<typeof SettingsChange>): SourceSettings =>
  SourceSettings.parse({ ...before, ...change });

/** The settings of a row, with defaults for what an older version of us did not write. */
export const readSettings = (written: string): SourceSettings => SourceSettings.parse(JSON.parse(written));
