/** The named schemas of saved views. */
import * as z from "zod/mini";
import { ViewChange as Change, NewView } from "../../domain/saved-view.ts";
import { instant, uuid, who } from "./account.ts";
import { component, draft, pageOf } from "./components.ts";

export const SavedView = component(
  "SavedView",
  z.object({
    id: uuid,
    circle_id: uuid,
    page: z.string(),
    name: z.string(),
    query: z.string().check(z.meta({ description: "The page's query string, without the question mark." })),
    shared: z.boolean(),
    owner: who,
    owner_name: z.nullable(z.string()),
    created_at: instant,
    updated_at: instant,
  }),
);
export const SavedViewPage = pageOf("SavedViewPage", SavedView);
export const SavedViewDraft = draft("SavedViewDraft", z.extend(NewView, { circle_id: z.optional(uuid) }));
export const SavedViewChange = draft("SavedViewChange", z.clone(Change));
