/** Publishing the draft, or an old version again: what changes, what it does, and a note that says why. [LB3] */
import { createMemo, For, type JSX, Show } from "solid-js";
import { differencesOf } from "../../../domain/health-draft.ts";
import type { HealthModel } from "../../../domain/health.ts";
import { api } from "../../api.ts";
import { createForm, sentenceOf } from "../../form.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { TextArea } from "../../parts/field.tsx";
import { FormError } from "../../parts/form-error.tsx";
import { showToast } from "../../parts/toast.tsx";
import { shortText } from "../kpis/numbers.ts";
import { useLab } from "./lab-scope.ts";
import { countWords, differenceWords, outcomeSentence } from "./words.ts";

export interface Asked {
  /** An old version that is brought back; undefined publishes the draft. */
  restores?: { version: number; model: HealthModel } | undefined;
}

interface Published {
  version: number;
  changed: number;
  moves: unknown[];
}

const formId = "publish-form";

const PublishForm = (props: { asked: Asked; onDone: () => void }): JSX.Element => {
  const lab = useLab();
  // The dialog is built for one publication.
  // eslint-disable-next-line solid/reactivity -- see above
  const { restores } = props.asked;
  const base = lab.draft.base();
  const differences = createMemo(() =>
    restores && base ? differencesOf(base.model, restores.model) : lab.draft.changes(),
  );
  const form = createForm({
    start: { note: restores ? `Back to version ${restores.version}` : "" },
    check: ({ note }): { note?: string } =>
      note.trim() === "" ? { note: "Say what it is for: it stands beside the version." } : {},
    send: async ({ note }) => {
      await lab.draft.settled();
      const published = await api.post<Published>(
        "/api/health/versions/",
        {
          circle_id: lab.live.circle,
          note,
          base: base?.version,
          ...(restores ? { restores: restores.version } : {}),
        },
        { patience: 120_000 },
      );
      props.onDone();
      const moved = published.moves.length;
      showToast({
        text: `Version ${published.version} is in force. ${moved === 0 ? "No account changed its bucket." : `${countWords(moved)} changed bucket.`}`,
        tone: "good",
      });
    },
  });
  const effect = () => {
    const moves = lab.outcomes.outcome()?.moves;
    return outcomeSentence(moves?.moved.length ?? 0, shortText(moves?.arrMoved ?? 0, "currency"));
  };
  return (
    <form id={formId} class="flex flex-col gap-4 pt-1" novalidate onSubmit={form.submit}>
      <FormError message={sentenceOf(form.problem())} />
      <p class="text-soft">
        {restores
          ? `The settings of version ${restores.version} become version ${(base?.version ?? 0) + 1}, and every account is scored with them.`
          : `This becomes version ${(base?.version ?? 0) + 1}: every account is scored with it, and charts are marked. ${effect()}`}
      </p>
      <ul class="lab-differences" aria-label="What changes">
        <For each={differences()}>
          {(difference) => {
            const words = () => differenceWords(difference);
            return (
              <li>
                <span class="min-w-0 flex-1 truncate">{words().name}</span>
                <span data-numbers class="text-faint">
                  {words().from}
                </span>
                <span aria-hidden="true" class="text-faint">
                  →
                </span>
                <span data-numbers class="font-medium">
                  {words().to}
                </span>
              </li>
            );
          }}
        </For>
      </ul>
      <TextArea
        {...form.field("note")}
        label="Note"
        hint="Why, for those who meet this mark on a chart in half a year."
        maxLength={500}
        autofocus
        required
      />
      <button type="submit" class="sr-only" tabindex={-1} aria-hidden="true">
        Publish
      </button>
      <Show when={form.busy()}>
        <p role="status" class="text-xs text-soft">
          Scoring {countWords(lab.outcomes.accounts().length)}…
        </p>
      </Show>
    </form>
  );
};

export const PublishDialog = (props: { asked: Asked | null; onClose: () => void }): JSX.Element => (
  <Dialog
    open={props.asked !== null}
    onClose={() => props.onClose()}
    title={props.asked?.restores ? `Bring version ${props.asked.restores.version} back` : "Publish the draft"}
    foot={
      <>
        <Button onClick={() => props.onClose()}>Cancel</Button>
        <Button look="solid" type="submit" form={formId}>
          {props.asked?.restores ? "Bring back" : "Publish"}
        </Button>
      </>
    }
  >
    <Show when={props.asked}>{(asked) => <PublishForm asked={asked()} onDone={() => props.onClose()} />}</Show>
  </Dialog>
);
