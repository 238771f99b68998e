/** Meetings with the customer, newest first, and the form for another. [AP7] */
import Sparkles from "lucide-solid/icons/sparkles";
import Trash from "lucide-solid/icons/trash";
import { createSignal, For, type JSX, Show } from "solid-js";
import { type Sentiment, sentiments } from "../../../domain/account-words.ts";
import { api } from "../../api.ts";
import { createForm, sentenceOf } from "../../form.ts";
import { Button, IconButton } from "../../parts/button.tsx";
import { SelectField, TextArea, TextField } from "../../parts/field.tsx";
import { FormError } from "../../parts/form-error.tsx";
import { SentimentSign, sentimentLabels } from "../../parts/sentiment-sign.tsx";
import { Skeleton } from "../../parts/states.tsx";
import { exactTime } from "../../relative-time.ts";
import { me } from "../../session.ts";
import { createCited } from "../../written/cited.ts";
import { useAccount } from "./account-scope.ts";
import { createAccountRemote, type Meeting, type Page } from "./detail.ts";
import { createNotesOffer } from "./notes-offer.ts";
import { NotesOfferView } from "./notes-offer-view.tsx";

/** Notes this long, in characters, may hold more than their own summary. */
const readable = 80;

/** Now, as a field for date and time has it, in the reader's own zone. */
const localNow = (): string => {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

const MeetingForm = (props: { onDone: () => void }): JSX.Element => {
  const page = useAccount();
  const [mood, setMood] = createSignal<Sentiment | "">("");
  const offering = createNotesOffer(() => page.account().id);
  const form = createForm({
    start: { date: localNow(), participants: me()?.user.name ?? "", summary: "" },
    check: ({ date }) => (date === "" ? { date: "A date is required." } : {}),
    send: async ({ date, participants, summary }) => {
      const { id } = await page.acts.record<Meeting>(
        "post",
        `/api/customers/${page.account().id}/meetings/`,
        {
          date: new Date(date).toISOString(),
          participants,
          summary: summary.trim(),
          sentiment: mood() === "" ? null : mood(),
        },
        "The meeting is written down",
      );
      for (const { text, who, due } of offering.taken())
        await api.post(`/api/accounts/${page.account().id}/promises/`, { text, who, due, meeting: id });
      props.onDone();
    },
  });
  return (
    <form class="acct-form" novalidate onSubmit={form.submit}>
      <FormError message={sentenceOf(form.problem())} />
      <TextArea
        {...form.field("summary")}
        label="What came of it"
        hint="A few words, or all of your notes."
        dir="auto"
        autofocus
        rows={4}
      />
      <Show when={form.values().summary.trim().length >= readable && !offering.offer()}>
        <p class="flex flex-wrap items-center gap-3 text-xs text-soft">
          <Button
            icon={Sparkles}
            busy={offering.busy()}
            reason={page.live.reason("ai.ask")}
            onClick={() => void offering.read(form.values().summary, form.values().date.slice(0, 10))}
          >
            Read the notes
          </Button>
          Offers a summary, their mood, promises and next steps. Nothing is written before you add the meeting.
          <Show when={offering.problem()}>{(problem) => <span class="text-bad-text">{problem().message}</span>}</Show>
        </p>
      </Show>
      <NotesOfferView offering={offering} onSummary={(text) => form.set("summary", text)} onMood={setMood} />
      <div class="grid gap-3 sm:grid-cols-3">
        <TextField {...form.field("date")} label="When" type="datetime-local" required />
        <TextField
          {...form.field("participants")}
          label="Who was there"
          hint="Names with commas between."
          dir="auto"
          autocomplete="off"
        />
        <SelectField
          label="Their mood"
          value={mood()}
          options={[
            { value: "" as const, label: "Not said" },
            ...sentiments.map((value) => ({ value, label: sentimentLabels[value] })),
          ]}
          onChange={setMood}
        />
      </div>
      <div class="flex justify-end gap-2">
        <Button onClick={() => props.onDone()}>Cancel</Button>
        <Button look="solid" type="submit" busy={form.busy()}>
          Add meeting
        </Button>
      </div>
    </form>
  );
};

const Entry = (props: { one: Meeting }): JSX.Element => {
  const page = useAccount();
  const cited = createCited("meeting");
  const when = () => exactTime(Date.parse(props.one.date));
  return (
    <li ref={cited.mark(props.one.id)} class="flex items-start gap-3 border-t border-line px-4 py-3">
      <div class="min-w-0 flex-1">
        <p class="flex flex-wrap items-baseline gap-x-3 text-soft">
          <time datetime={props.one.date} class="font-medium text-ink">
            {when()}
          </time>
          <Show when={props.one.participants.length > 0}>
            <span dir="auto">{props.one.participants.join(", ")}</span>
          </Show>
          <Show when={props.one.sentiment}>
            <SentimentSign sentiment={props.one.sentiment} why={null} />
          </Show>
        </p>
        <Show when={props.one.summary}>
          <p dir="auto" class="max-w-[70ch] pt-0.5 whitespace-pre-line">
            {props.one.summary}
          </p>
        </Show>
      </div>
      <IconButton
        icon={Trash}
        label={`Delete the meeting of ${when()}`}
        size={14}
        class="size-7"
        reason={page.live.reason("account.delete")}
        onClick={() =>
          void page.acts
            .record("remove", `/api/customers/meetings/${props.one.id}/`, undefined, `Deleted the meeting of ${when()}`)
            .catch(page.acts.complain)
        }
      />
    </li>
  );
};

export const Meetings = (): JSX.Element => {
  const page = useAccount();
  const [adding, setAdding] = createSignal(false);
  const meetings = createAccountRemote<Page<Meeting>>(
    page.live,
    () => page.account().id,
    (id) => `/api/customers/${id}/meetings/?page_size=100`,
    true,
  );
  return (
    <section aria-label="Meetings" class="acct-card">
      <header class="flex items-center justify-between gap-4 p-4 pb-3">
        <h3 class="font-semibold">Meetings</h3>
        <Show when={!adding()}>
          <Button reason={page.live.reason("account.edit")} onClick={() => setAdding(true)}>
            Add meeting
          </Button>
        </Show>
      </header>
      <Show when={adding()}>
        <MeetingForm onDone={() => setAdding(false)} />
      </Show>
      <Show
        when={meetings.data()}
        fallback={
          <Show
            when={meetings.loading()}
            fallback={
              <p class="px-4 pb-6 text-soft">The meetings could not be loaded. {meetings.problem()?.message}</p>
            }
          >
            <Skeleton class="mx-4 mb-4 h-10" />
          </Show>
        }
      >
        {(data) => (
          <Show
            when={data().results.length > 0}
            fallback={<p class="px-4 pb-5 text-soft">No meeting was written down yet.</p>}
          >
            <ol>
              <For each={data().results}>{(one) => <Entry one={one} />}</For>
            </ol>
          </Show>
        )}
      </Show>
    </section>
  );
};
