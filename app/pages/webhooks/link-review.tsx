/** Says which account of ours it is that a webhook names. [WP10] */
import { createSignal, type JSX, Show } from "solid-js";
import { api, asProblem } from "../../api.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { showToast } from "../../parts/toast.tsx";
import { AccountFinder, type Found } from "./account-finder.tsx";
import type { Review } from "./resources.ts";
import { useWebhooks } from "./webhooks-scope.ts";

/** The first word, for names differ in their ends: `Acme Corporation` and `Acme Corp`. */
const beginningOf = ({ name }: Review): string => name?.split(/[\s,]/)[0] ?? "";

export const LinkReview = (props: { review: Review | null; onClose: () => void }): JSX.Element => {
  const page = useWebhooks();
  const [busy, setBusy] = createSignal(false);
  const link = async ({ id }: Review, account: Found): Promise<void> => {
    if (busy()) return;
    setBusy(true);
    try {
      await api.post(`/api/webhooks/reviews/${id}/link`, { account_id: account.id });
      page.reviews.refetch();
      showToast({ text: `From now on it is ${account.name}. What waited is worked on.`, tone: "good" });
      props.onClose();
    } catch (error) {
      showToast({ text: asProblem(error).message, tone: "bad" });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={props.review !== null}
      onClose={() => props.onClose()}
      title={`Which account is ${props.review?.name ?? props.review?.key ?? ""}?`}
    >
      <Show when={props.review} keyed>
        {(review) => (
          <div class="flex flex-col gap-3">
            <p class="text-soft">
              What waits is worked on, and {review.source_name} is understood from now on when it says{" "}
              <code class="font-mono text-xs">{review.key}</code>.
            </p>
            <AccountFinder
              begin={beginningOf(review)}
              none="Close this and create it."
              onPick={(account) => void link(review, account)}
            />
          </div>
        )}
      </Show>
    </Dialog>
  );
};
