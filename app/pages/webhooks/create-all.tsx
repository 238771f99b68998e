/** Makes every account of the review list at once: what a first connection brings is often a whole book of them. [WP10] */
import Plus from "lucide-solid/icons/plus";
import { createSignal, type JSX, Show } from "solid-js";
import { api } from "../../api.ts";
import { Button } from "../../parts/button.tsx";
import { showToast } from "../../parts/toast.tsx";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import type { Review } from "./resources.ts";
import { useWebhooks } from "./webhooks-scope.ts";

/** Fewer are quickly made one by one. */
const fewest = 3;

export const CreateAll = (props: { reviews: readonly Review[] }): JSX.Element => {
  const page = useWebhooks();
  const [asked, setAsked] = createSignal(false);
  const accounts = () => props.reviews.filter(({ kind }) => kind === "account");
  /** One after the other: the second delivery of an account that was just made finds it. */
  const create = async (): Promise<void> => {
    const all = accounts().map(({ id }) => id);
    let made = 0;
    try {
      for (const id of all) {
        await api.post(`/api/webhooks/reviews/${id}/create`, {});
        made += 1;
      }
    } finally {
      page.reviews.refetch();
      if (made > 0) showToast({ text: `${made} accounts are made. What waited is worked on.`, tone: "good" });
    }
  };
  return (
    <Show when={accounts().length >= fewest}>
      <Button icon={Plus} onClick={() => setAsked(true)}>
        Create all {accounts().length}
      </Button>
      <ConfirmDialog
        open={asked()}
        title={`Create ${accounts().length} accounts?`}
        act="Create them"
        run={create}
        onClose={() => setAsked(false)}
      >
        <p>Each gets the name that its source gave. Link those first that you have under another name.</p>
      </ConfirmDialog>
    </Show>
  );
};
