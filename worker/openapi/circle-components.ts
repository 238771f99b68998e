/** The named schemas of circles, people, invitations and keys. */
import * as z from "zod/mini";
import * as circle from "../../domain/circle.ts";
import { component, draft, pageOf } from "./components.ts";

export const Circle = component("Circle", circle.Circle);
export const CirclePage = pageOf("CirclePage", Circle);
export const CircleDraft = component("CircleDraft", circle.CircleDraft);
export const CircleChange = component("CircleChange", circle.CircleChange);
export const CircleFarewell = component("CircleFarewell", circle.CircleFarewell);
export const Member = component("Member", circle.Member);
export const MemberPage = pageOf("MemberPage", Member);
export const MemberChange = component("MemberChange", circle.MemberChange);
export const Invitation = component("Invitation", circle.Invitation);
export const InvitationPage = pageOf("InvitationPage", Invitation);
export const InvitationDraft = component("InvitationDraft", circle.InvitationDraft);
export const ApiKey = component("ApiKey", circle.ApiKey);
export const ApiKeyPage = pageOf("ApiKeyPage", ApiKey);
export const NewApiKey = component("NewApiKey", circle.NewApiKey);
export const ApiKeyDraft = component("ApiKeyDraft", circle.ApiKeyDraft);
export const Me = component("Me", circle.Me);
export const MeChange = draft("MeChange", circle.MeChange);
export const Ticket = component("Ticket", z.object({ ticket: z.string(), expires_at: z.iso.datetime() }));

/** [C6] `page` and `page_size`, read by worker/page.ts. */
export const PageQuery = z.object({
  page: z.optional(z.int().check(z.minimum(1))),
  page_size: z.optional(
    z.int().check(z.minimum(1), z.meta({ description: "20 unless told; above 200 it counts as 200." })),
  ),
});

/** [ID12] */
export const once = {
  "Idempotency-Key": "Repeating the request with this key and body gives the first answer again, for 24 hours.",
};
