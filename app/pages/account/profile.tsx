/** Profile: the account's fields, the figures kept by hand, its people on the board, and how it came here. [AP8] */
import { A } from "@solidjs/router";
import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { stageLabels, stages, statusLabels } from "../../../domain/funnel.ts";
import { fold } from "../../../domain/text.ts";
import { FloatingMenu } from "../../parts/menu.tsx";
import type { Box } from "../../parts/place.ts";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { choiceEntries, TypedEditor } from "../accounts/cell-editor.tsx";
import { type FieldName, fields, valueText } from "../accounts/fields.ts";
import { StatusSign } from "../board/status-sign.tsx";
import { useAccount } from "./account-scope.ts";
import { FiguresCard } from "./figures.tsx";
import { SeamPanels } from "./seam-panels.tsx";

const shown = ["name", "arr", "renewal_date", "owner", "segment", "industry", "region", "seats"] as const;

/** A field that is changed where it stands. */
const Field = (props: { field: FieldName }): JSX.Element => {
  const page = useAccount();
  let button: HTMLButtonElement | undefined;
  const [at, setAt] = createSignal<Box | null>(null);
  const isChoice = () => fields[props.field].kind === "choice";
  const regions = createMemo(() => [
    ...new Set(page.book.accounts().flatMap(({ region }) => (region === null ? [] : [region]))),
  ]);
  const value = () => page.account()[props.field];
  const save = (next: unknown): Promise<unknown> => page.acts.save(page.account().id, props.field, next);
  const shownText = (): string =>
    value() === null
      ? props.field === "owner"
        ? "Nobody"
        : "Not set"
      : valueText(props.field, value(), page.acts.nameOf);
  return (
    <div class="acct-field">
      <dt class="text-soft">{fields[props.field].label}</dt>
      <dd class="min-w-0">
        <Show
          when={at() && !isChoice()}
          fallback={
            <button
              type="button"
              ref={(element) => (button = element)}
              aria-haspopup={isChoice() ? "menu" : undefined}
              aria-disabled={page.live.reason("account.edit") ? "true" : undefined}
              aria-label={`${fields[props.field].label}: ${shownText()}, change`}
              data-tip={page.live.reason("account.edit")}
              dir="auto"
              class={`acct-value ${value() === null ? "text-faint" : "text-ink"}`}
              onClick={(event) => {
                if (page.live.may("account.edit")) setAt(event.currentTarget.getBoundingClientRect());
              }}
            >
              {shownText()}
            </button>
          }
        >
          <TypedEditor
            field={props.field}
            account={page.account()}
            regions={regions()}
            label={fields[props.field].label}
            save={save}
            onClose={(refocus) => {
              setAt(null);
              if (refocus) button?.focus();
            }}
          />
        </Show>
        <Show when={isChoice()}>
          <FloatingMenu
            at={at()}
            label={fields[props.field].label}
            entries={choiceEntries(page.live, props.field, value(), (next) => void save(next))}
            onClose={() => setAt(null)}
          />
        </Show>
      </dd>
    </div>
  );
};

/** The contacts of the board whose company is this account. [C1] */
const People = (): JSX.Element => {
  const page = useAccount();
  const contacts = createMemo(() => {
    page.live.edits();
    const name = fold(page.account().name);
    return stages.flatMap((stage) =>
      page.live.column(stage).flatMap((id) => {
        const contact = page.live.peek(id);
        return contact && fold(contact.company ?? "") === name ? [contact] : [];
      }),
    );
  });
  return (
    <section aria-label="Contacts" class="acct-card">
      <header class="flex items-baseline justify-between gap-4 p-4 pb-2">
        <h3 class="font-semibold">Contacts</h3>
        <p class="text-xs text-faint">From the board: those whose company is {page.account().name}</p>
      </header>
      <Show
        when={contacts().length > 0}
        fallback={
          <p class="px-4 pb-5 text-soft">
            Nobody on the board has this company yet.{" "}
            <A href={`/c/${page.live.circle}/board`} class="underline">
              Open the board
            </A>
          </p>
        }
      >
        <ul>
          <For each={contacts()}>
            {(contact) => (
              <li class="border-t border-line">
                <A
                  href={`/c/${page.live.circle}/contacts/${contact.id}`}
                  class="flex min-h-12 items-center gap-3 px-4 py-2 hover:bg-hover"
                >
                  <span class="min-w-0 flex-1">
                    <span dir="auto" class="block truncate font-medium text-ink">
                      {contact.name}
                    </span>
                    <span class="block truncate text-xs text-faint">{contact.email}</span>
                  </span>
                  <span class="text-xs text-soft" data-tip={statusLabels[contact.status]}>
                    <StatusSign status={contact.status} />
                  </span>
                  <span class="text-xs whitespace-nowrap text-soft max-sm:hidden">
                    {stageLabels[contact.funnel_stage]}
                  </span>
                  <TimeAgo at={contact.last_contact} class="w-14 text-end text-xs text-faint" />
                </A>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
};

const Facts = (): JSX.Element => {
  const page = useAccount();
  const by = (user: string | null | undefined) => (user ? ` by ${page.acts.nameOf(user)}` : "");
  return (
    <section aria-label="In Rondo" class="acct-card p-4 text-sm">
      <h3 class="pb-2 font-semibold">In Rondo</h3>
      <dl class="flex flex-col gap-1.5">
        <div class="flex justify-between gap-4">
          <dt class="text-soft">Number</dt>
          <dd data-numbers>#{page.account().number}</dd>
        </div>
        <div class="flex justify-between gap-4">
          <dt class="text-soft">Created</dt>
          <dd class="text-end">
            <TimeAgo at={page.account().created_at} />
            {by(page.detail.data()?.created_by)}
          </dd>
        </div>
        <div class="flex justify-between gap-4">
          <dt class="text-soft">Changed</dt>
          <dd class="text-end">
            <TimeAgo at={page.account().updated_at} />
            {by(page.detail.data()?.updated_by)}
          </dd>
        </div>
        <div class="flex justify-between gap-4">
          <dt class="text-soft">Id</dt>
          <dd class="min-w-0 truncate font-mono text-xs text-faint select-all">{page.account().id}</dd>
        </div>
      </dl>
    </section>
  );
};

export const Profile = (): JSX.Element => (
  <div class="acct-columns">
    <div class="flex min-w-0 flex-col gap-4">
      <section aria-label="Fields" class="acct-card p-4">
        <h3 class="pb-2 font-semibold">Company</h3>
        <dl class="acct-fields">
          <For each={shown}>{(field) => <Field field={field} />}</For>
        </dl>
      </section>
      <People />
      <SeamPanels place="main" />
    </div>
    <div class="acct-side">
      <FiguresCard />
      <Facts />
      <SeamPanels place="side" />
    </div>
  </div>
);
