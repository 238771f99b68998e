/** The row that a citation names in the address: marked, and brought into sight. [WV2] */
import { useSearchParams } from "@solidjs/router";
import { createEffect } from "solid-js";

/** Whether the address cites a row of this kind, and the mark for the row itself: `<li ref={cited.mark(id)}>`. */
export const createCited = (
  kind: "date" | "feedback" | "meeting" | "note" | "promise" | "score",
): { id: () => string | undefined; mark: (id: string) => (element: HTMLElement) => void } => {
  const [search] = useSearchParams<Record<string, string>>();
  const id = () => search[kind];
  return {
    id,
    mark: (own) => (element) =>
      createEffect(() => {
        if (id() === own) {
          element.dataset["cited"] = "";
          // After the page has laid out what stands above it.
          requestAnimationFrame(() => element.scrollIntoView({ block: "center" }));
        } else delete element.dataset["cited"];
      }),
  };
};
