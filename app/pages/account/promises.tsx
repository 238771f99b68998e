/** What was promised to the customer: open ones first, kept or dropped with one press. [WV8] [MN6] */
import { createSignal, For, type JSX, Show } from "solid-js";
import type { PromiseState } from "../../../domain/promise.ts";
import { createForm, sentenceOf } from "../../form.ts";
import { Button } from "../../parts/button.tsx";
import { TextField } from "../../parts/field.tsx";
import { FormError } from "../../parts/form-error.tsx";
import { Menu } from "../../parts/menu.tsx";
import { createCited } from "../../written/cited.ts";
import { dateText } from "../accounts/words.ts";
import { useAccount } from "./account-scope.ts";
import { createAccountRemote, type Page } from "./detail.ts";

interface Promised {
  id: string;
  text: string;
  who: string | null;
  due: string | null;
  state: PromiseState;
  late: boolean;
}

const stateWords: Record<PromiseState, string> = { open: "Open", kept: "Kept", dropped: "Dropped" };

const PromiseForm = (props: { onDone: () => void }): JSX.Element => {
  const page = useAccount();
  const form = createForm({
    start: { text: "", who: "", due: "" },
    check: ({ text }) => (text.trim() === "" ? { text: "What was promised?" } : {}),
    send: async ({ text, who, due }) => {
      const body = { text: text.trim(), who: who.trim() || null, due: due || null };
      await page.acts.record("post", `/api/accounts/${page.account().id}/promises/`, body, "The promise is noted");
      props.onDone();
    },
  });
  return (
    <form class="flex flex-col gap-3 px-4 pb-4" novalidate onSubmit={form.submit}>
      <FormError message={sentenceOf(form.problem())} />
      <TextField {...form.field("text")} label="What was promised" dir="auto" autocomplete="off" autofocus required />
      <div class="grid grid-cols-2 gap-3">
        <TextField {...form.field("who")} label="By whom" dir="auto" autocomplete="off" />
        <TextField {...form.field("due")} label="By when" type="date" />
      </div>
      <div class="flex justify-end gap-2">
        <Button onClick={() => props.onDone()}>Cancel</Button>
        <Button look="solid" type="submit" busy={form.busy()}>
          Note it
        </Button>
      </div>
    </form>
  );
};

export const Promises = (): JSX.Element => {
  const page = useAccount();
  const [adding, setAdding] = createSignal(false);
  const cited = createCited("promise");
  const promises = createAccountRemote<Page<Promised>>(
    page.live,
    () => page.account().id,
    (id) => `/api/accounts/${id}/promises/?page_size=50`,
    true,
  );
  const say = (one: Promised, state: PromiseState): void => {
    const writing = page.acts.record(
      "patch",
      `/api/accounts/${page.account().id}/promises/${one.id}/`,
      { state },
      `“${one.text}” is ${stateWords[state].toLowerCase()}`,
    );
    promises.change(
      (now) => ({
        ...now,
        results: now.results.map((each) => (each.id === one.id ? { ...each, state, late: false } : each)),
      }),
      writing,
    );
    writing.catch((error: unknown) => {
      promises.refetch();
      page.acts.complain(error);
    });
  };
  return (
    <section aria-label="Promises" class="acct-card">
      <header class="flex items-center justify-between gap-4 p-4 pb-3">
        <h3 class="font-semibold">Promises</h3>
        <Show when={!adding()}>
          <Button reason={page.live.reason("account.edit")} onClick={() => setAdding(true)}>
            Add promise
          </Button>
        </Show>
      </header>
      <Show when={adding()}>
        <PromiseForm onDone={() => setAdding(false)} />
      </Show>
      <ul>
        <For
          each={promises.data()?.results ?? []}
          fallback={
            <li class="px-4 pb-5 text-soft">
              {promises.problem() ? "The promises could not be loaded." : "Nothing was promised yet."}
            </li>
          }
        >
          {(one) => (
            <li ref={cited.mark(one.id)} class="flex items-start gap-3 border-t border-line px-4 py-2.5">
              <div class="min-w-0 flex-1">
                <p dir="auto" classList={{ "text-faint line-through": one.state !== "open" }}>
                  {one.text}
                </p>
                <p class="text-xs text-faint">
                  <Show when={one.who}>{(who) => <span dir="auto">{who()} · </span>}</Show>
                  <Show when={one.due} fallback="no date">
                    {(due) => (
                      <span class={one.late ? "font-medium text-bad-text" : ""}>
                        {one.late ? "late, " : "by "}
                        {dateText(due(), page.today())}
                      </span>
                    )}
                  </Show>
                </p>
              </div>
              <Menu
                label={`What became of “${one.text}”`}
                side="below-end"
                entries={(Object.keys(stateWords) as PromiseState[]).map((state) => ({
                  label: stateWords[state],
                  checked: one.state === state,
                  reason: page.live.reason("account.edit"),
                  run: () => say(one, state),
                }))}
                trigger={(attributes) => (
                  <button
                    {...attributes}
                    type="button"
                    class="h-7 rounded-control px-2 text-xs text-soft hover:bg-hover max-md:h-(--control)"
                  >
                    {stateWords[one.state]}
                  </button>
                )}
              />
            </li>
          )}
        </For>
      </ul>
    </section>
  );
};
