/** What the customer said: a table whose states are changed where they stand, and the form for more. [AP7] */
import Trash from "lucide-solid/icons/trash";
import { createSignal, For, type JSX, Show } from "solid-js";
import { feedbackLabels, feedbackStatuses, type FeedbackStatus } from "../../../domain/account-words.ts";
import { asProblem } from "../../api.ts";
import { createForm, sentenceOf } from "../../form.ts";
import { Button, IconButton } from "../../parts/button.tsx";
import { SelectField, TextArea, TextField } from "../../parts/field.tsx";
import { FormError } from "../../parts/form-error.tsx";
import { SentimentSign } from "../../parts/sentiment-sign.tsx";
import { Skeleton } from "../../parts/states.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { showToast } from "../../parts/toast.tsx";
import { createCited } from "../../written/cited.ts";
import { useAccount } from "./account-scope.ts";
import { createAccountRemote, type Feedback, type Page } from "./detail.ts";

const FeedbackForm = (props: { onDone: () => void }): JSX.Element => {
  const page = useAccount();
  const [status, setStatus] = createSignal<FeedbackStatus>("open");
  const form = createForm({
    start: { title: "", description: "" },
    check: ({ title }) => (title.trim() === "" ? { title: "A title is required." } : {}),
    send: async ({ title, description }) => {
      await page.acts.record(
        "post",
        `/api/customers/${page.account().id}/feedback/`,
        { title: title.trim(), description: description.trim(), status: status() },
        "The feedback is written down",
      );
      props.onDone();
    },
  });
  return (
    <form class="acct-form" novalidate onSubmit={form.submit}>
      <FormError message={sentenceOf(form.problem())} />
      <div class="grid gap-3 sm:grid-cols-[1fr_10rem]">
        <TextField {...form.field("title")} label="What it is about" dir="auto" autocomplete="off" autofocus required />
        <SelectField
          label="Status"
          value={status()}
          options={feedbackStatuses.map((value) => ({ value, label: feedbackLabels[value] }))}
          onChange={setStatus}
        />
      </div>
      <TextArea
        {...form.field("description")}
        label="In their words"
        hint="The sentiment is read from it."
        dir="auto"
      />
      <div class="flex justify-end gap-2">
        <Button onClick={() => props.onDone()}>Cancel</Button>
        <Button look="solid" type="submit" busy={form.busy()}>
          Add feedback
        </Button>
      </div>
    </form>
  );
};

const Row = (props: { one: Feedback }): JSX.Element => {
  const page = useAccount();
  const cited = createCited("feedback");
  const [status, setStatus] = createSignal<FeedbackStatus | null>(null);
  const change = async (to: FeedbackStatus): Promise<void> => {
    setStatus(to);
    try {
      await page.acts.record(
        "patch",
        `/api/customers/feedback/${props.one.id}/`,
        { status: to },
        `“${props.one.title}” is ${feedbackLabels[to].toLowerCase()}`,
      );
    } catch (error) {
      showToast({ text: `The status is as it was. ${asProblem(error).message}`, tone: "bad" });
    }
    setStatus(null);
  };
  const remove = (): void =>
    void page.acts
      .record("remove", `/api/customers/feedback/${props.one.id}/`, undefined, `Deleted “${props.one.title}”`)
      .catch(page.acts.complain);
  return (
    <tr ref={cited.mark(props.one.id)}>
      <td class="min-w-40">
        <span dir="auto" class="block font-medium text-ink">
          {props.one.title}
        </span>
        <Show when={props.one.description}>
          <span dir="auto" class="block max-w-[60ch] text-xs whitespace-pre-line text-soft">
            {props.one.description}
          </span>
        </Show>
      </td>
      <td>
        <select
          aria-label={`Status of ${props.one.title}`}
          class="acct-select"
          disabled={page.live.reason("account.edit") !== undefined}
          data-tip={page.live.reason("account.edit")}
          onChange={(event) => void change(event.currentTarget.value as FeedbackStatus)}
        >
          <For each={feedbackStatuses}>
            {(value) => (
              <option value={value} selected={value === (status() ?? props.one.status)}>
                {feedbackLabels[value]}
              </option>
            )}
          </For>
        </select>
      </td>
      <td class="acct-wide">
        <SentimentSign sentiment={props.one.sentiment} why={null} />
      </td>
      <td class="whitespace-nowrap text-soft">
        <TimeAgo at={props.one.created_at} />
      </td>
      <td class="text-end">
        <IconButton
          icon={Trash}
          label={`Delete ${props.one.title}`}
          size={14}
          class="size-7"
          reason={page.live.reason("account.delete")}
          onClick={remove}
        />
      </td>
    </tr>
  );
};

export const FeedbackTable = (): JSX.Element => {
  const page = useAccount();
  const [adding, setAdding] = createSignal(false);
  const feedback = createAccountRemote<Page<Feedback>>(
    page.live,
    () => page.account().id,
    (id) => `/api/customers/${id}/feedback/?page_size=100`,
    true,
  );
  return (
    <section aria-label="Feedback" class="acct-card">
      <header class="flex items-center justify-between gap-4 p-4 pb-3">
        <h3 class="font-semibold">
          Feedback{" "}
          <Show when={page.account().open_feedback > 0}>
            <span class="text-sm font-normal text-soft">{page.account().open_feedback} open</span>
          </Show>
        </h3>
        <Show when={!adding()}>
          <Button reason={page.live.reason("account.edit")} onClick={() => setAdding(true)}>
            Add feedback
          </Button>
        </Show>
      </header>
      <Show when={adding()}>
        <FeedbackForm onDone={() => setAdding(false)} />
      </Show>
      <Show
        when={feedback.data()}
        fallback={
          <Show
            when={feedback.loading()}
            fallback={
              <p class="px-4 pb-6 text-soft">The feedback could not be loaded. {feedback.problem()?.message}</p>
            }
          >
            <div class="flex flex-col gap-2 px-4 pb-4">
              <Skeleton class="h-8 w-full" />
              <Skeleton class="h-8 w-full" />
            </div>
          </Show>
        }
      >
        {(data) => (
          <Show
            when={data().results.length > 0}
            fallback={<p class="px-4 pb-5 text-soft">Nothing was written down yet of what they say.</p>}
          >
            <div class="overflow-x-auto">
              <table class="acct-table">
                <thead>
                  <tr>
                    <th scope="col">What they said</th>
                    <th scope="col">Status</th>
                    <th scope="col" class="acct-wide">
                      Sentiment
                    </th>
                    <th scope="col">When</th>
                    <th scope="col">
                      <span class="sr-only">Actions</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  <For each={data().results}>{(one) => <Row one={one} />}</For>
                </tbody>
              </table>
            </div>
          </Show>
        )}
      </Show>
    </section>
  );
};
