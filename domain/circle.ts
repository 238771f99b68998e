/** Circles, their people, invitations and API keys: what goes over the wire. */
import * as z from "zod/mini";
import { isTimeZone } from "./days.ts";
import { roles } from "./permission.ts";
import { lengthOf } from "./text.ts";

const name = z.string("Must be text.").check(
  z.trim(),
  z.refine((text) => text !== "", "Must not be blank."),
  z.refine((text) => lengthOf(text) <= 255, "At most 255 characters."),
);
const email = z
  .string("Must be text.")
  .check(z.trim(), z.toLowerCase(), z.maxLength(254, "At most 254 characters."), z.email("Must be an e-mail address."));
const time = z.iso.datetime();

export const RoleName = z.enum(roles, "Must be member, moderator or admin.");

/** [D14] */
export const Circle = z.object({
  id: z.uuid(),
  name: z.string(),
  /** The role of whoever asks. */
  role: RoleName,
  contact_count: z.int(),
  member_count: z.int(),
  last_activity_at: z.nullable(time),
  created_at: time,
  /** Only moderators change names, targets and units of KPIs. [C18] */
  lock_targets: z.boolean(),
  /** IANA name: whose midnight ends a day here. */
  time_zone: z.string(),
});
export type Circle = z.infer<typeof Circle>;

export const CircleDraft = z.object({ name });
/** Absent means unchanged. [C18] [KP16] */
export const CircleChange = z.object({
  name: z.optional(name),
  lock_targets: z.optional(z.boolean("Must be true or false.")),
  time_zone: z.optional(
    z.string("Must be text.").check(z.refine(isTimeZone, "Must be a time zone such as Europe/Berlin.")),
  ),
});
export type CircleChange = z.infer<typeof CircleChange>;
/** Deleting asks for the exact name, typed. */
export const CircleFarewell = z.object({ name: z.string("Type the circle's name.") });

export const Member = z.object({
  user_id: z.string(),
  name: z.string(),
  email: z.string(),
  role: RoleName,
  joined_at: time,
});
export type Member = z.infer<typeof Member>;
export const MemberChange = z.object({ role: RoleName });

export const Invitation = z.object({
  id: z.uuid(),
  email: z.string(),
  role: RoleName,
  status: z.enum(["pending", "accepted", "rejected", "canceled"]),
  circle_id: z.uuid(),
  circle_name: z.string(),
  inviter_name: z.string(),
  created_at: time,
  expires_at: time,
});
export type Invitation = z.infer<typeof Invitation>;
export const InvitationDraft = z.object({ email, role: z._default(RoleName, "member") });

export const ScopeName = z.enum(["read", "write"], "Must be read or write.");

export const ApiKey = z.object({
  id: z.string(),
  name: z.string(),
  /** The first characters, to tell keys apart. */
  start: z.nullable(z.string()),
  scope: ScopeName,
  /** Null is every circle of its owner, those to come as well. */
  circle_ids: z.nullable(z.array(z.uuid())),
  created_at: time,
  expires_at: z.nullable(time),
  last_used_at: z.nullable(time),
});
export type ApiKey = z.infer<typeof ApiKey>;
/** Given once, when it is made. */
export const NewApiKey = z.extend(ApiKey, { key: z.string() });
export const ApiKeyDraft = z.object({
  name,
  scope: ScopeName,
  circle_ids: z._default(
    z.nullable(
      z
        .array(z.uuid("Must be a circle's id."))
        .check(z.minLength(1, "Name at least one circle, or leave it out for all.")),
    ),
    null,
  ),
  expires_in_days: z.optional(
    z.nullable(z.int("Must be a whole number.").check(z.minimum(1, "At least 1."), z.maximum(3650, "At most 3650."))),
  ),
});

export const Me = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string(), email_verified: z.boolean() }),
  circles: z.array(Circle),
  /** Where writes about accounts go that name no circle; null asks for a name when there are several. [C21] */
  default_circle_id: z.nullable(z.uuid()),
});
export type Me = z.infer<typeof Me>;

export const MeChange = z.object({ default_circle_id: z.optional(z.nullable(z.uuid("Must be the id of a circle."))) });
