/** Saved views: a filter, an order, a layout and columns under a name, for oneself or for the circle. [AV9] */
import { api, asProblem } from "../../api.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { createRemote } from "../../live/remote.ts";
import { showToast } from "../../parts/toast.tsx";
import { me } from "../../session.ts";

export interface SavedView {
  id: string;
  name: string;
  /** The address's query. */
  query: string;
  shared: boolean;
  owner: string;
}

export type SavedViews = ReturnType<typeof createSavedViews>;

export const createSavedViews = (live: LiveCircle) => {
  const remote = createRemote<{ results: SavedView[] }>({
    live,
    path: () => `/api/views/?page=accounts&page_size=200&circle_id=${live.circle}`,
    topics: { views: ({ page }) => page === "accounts" },
    kept: true,
  });
  const attempt = async (what: string, work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      remote.refetch();
      return true;
    } catch (error) {
      showToast({ text: `${what} ${asProblem(error).message}`, tone: "bad" });
      return false;
    }
  };
  const isMine = (view: SavedView): boolean => view.owner === me()?.user.id;
  return {
    all: (): readonly SavedView[] => remote.data()?.results ?? [],
    isMine,
    /** Why this person may not change a view; undefined when they may. */
    reason: (view: SavedView): string | undefined => (isMine(view) ? undefined : live.reason("view.edit_any")),
    save: (name: string, query: string, shared: boolean): Promise<boolean> =>
      attempt("The view was not saved.", () =>
        api.post("/api/views/", { circle_id: live.circle, page: "accounts", name, query, shared }),
      ),
    change: (view: SavedView, fields: Partial<Pick<SavedView, "name" | "query" | "shared">>): Promise<boolean> =>
      attempt(`“${view.name}” was not changed.`, () => api.patch(`/api/views/${view.id}/`, fields)),
    remove: (view: SavedView): Promise<boolean> =>
      attempt(`“${view.name}” was not deleted.`, () => api.remove(`/api/views/${view.id}/`)),
  };
};
