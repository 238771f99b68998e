/** The views of the page: those everybody has, those that were saved, and the way to save this one. [AV9] */
import Bookmark from "lucide-solid/icons/bookmark";
import Check from "lucide-solid/icons/check";
import ChevronDown from "lucide-solid/icons/chevron-down";
import Lock from "lucide-solid/icons/lock";
import Pencil from "lucide-solid/icons/pencil";
import Save from "lucide-solid/icons/save";
import Users from "lucide-solid/icons/users";
import { createMemo, createSignal, type JSX, Show } from "solid-js";
import { createForm, sentenceOf } from "../../form.ts";
import { Button } from "../../parts/button.tsx";
import { Switch } from "../../parts/choice.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { TextField } from "../../parts/field.tsx";
import { FormError } from "../../parts/form-error.tsx";
import { Menu, type MenuEntry } from "../../parts/menu.tsx";
import { showToast } from "../../parts/toast.tsx";
import { useAccounts } from "./accounts-scope.ts";
import type { SavedView } from "./saved-views.ts";
import { queryOf, usualColumns, viewOf } from "./view.ts";

/** The views that everybody has. */
const given = [
  { name: "All accounts", query: "" },
  { name: "My accounts", query: "owner=me" },
  { name: "Need attention", query: "bucket=at_risk,critical&ordering=health_score" },
  { name: "Renewing within 90 days", query: "renewal=90&ordering=renewal_date" },
  { name: "Usage data is missing or stale", query: "data=gaps,stale,missing" },
] as const;

/** A view to be saved anew, or one to be changed. */
type Asked = { view: SavedView | null };

const ViewForm = (props: { view: SavedView | null; id: string; onDone: () => void }): JSX.Element => {
  const page = useAccounts();
  // eslint-disable-next-line solid/reactivity -- what the form starts with
  const [shared, setShared] = createSignal(props.view?.shared ?? false);
  const form = createForm({
    // eslint-disable-next-line solid/reactivity -- what the form starts with
    start: { name: props.view?.name ?? "" },
    check: ({ name }) => (name.trim() === "" ? { name: "A name is required." } : {}),
    send: async ({ name }) => {
      const done = props.view
        ? await page.saved.change(props.view, { name: name.trim(), shared: shared() })
        : await page.saved.save(name.trim(), queryOf(page.view()), shared());
      if (done) props.onDone();
    },
  });
  return (
    <form id={props.id} class="flex flex-col gap-4 pt-1" novalidate onSubmit={form.submit}>
      <FormError message={sentenceOf(form.problem())} />
      <TextField
        {...form.field("name")}
        label="Name"
        autocomplete="off"
        dir="auto"
        autofocus
        required
        maxlength={120}
      />
      <Switch
        label="Share with the circle"
        hint="Everybody sees it in this menu. You, and moderators, can change it."
        checked={shared()}
        onChange={setShared}
      />
    </form>
  );
};

const ViewDialog = (props: { asked: Asked | null; onClose: () => void }): JSX.Element => {
  const page = useAccounts();
  const remove = async (view: SavedView): Promise<void> => {
    props.onClose();
    if (await page.saved.remove(view))
      showToast({
        text: `Deleted the view “${view.name}”`,
        action: { label: "Undo", run: () => void page.saved.save(view.name, view.query, view.shared) },
      });
  };
  return (
    <Dialog
      open={props.asked !== null}
      onClose={() => props.onClose()}
      title={props.asked?.view ? "Change the view" : "Save this view"}
      foot={
        <>
          <Show when={props.asked?.view}>
            {(view) => (
              <Button look="ghost" class="me-auto text-bad-text!" onClick={() => void remove(view())}>
                Delete
              </Button>
            )}
          </Show>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button look="solid" type="submit" form="account-view">
            Save
          </Button>
        </>
      }
    >
      <Show when={props.asked}>
        {(asked) => <ViewForm view={asked().view} id="account-view" onDone={() => props.onClose()} />}
      </Show>
    </Dialog>
  );
};

export const ViewsMenu = (): JSX.Element => {
  const page = useAccounts();
  const [asked, setAsked] = createSignal<Asked | null>(null);
  /** The view that was chosen last, to say when it has been changed since. */
  const [chosen, setChosen] = createSignal<string | null>(null);
  const query = createMemo(() => queryOf(page.view()));
  const saved = () => page.saved.all();
  const here = createMemo(
    () =>
      saved().find((view) => view.id === chosen() && view.query === query()) ??
      saved().find((view) => view.query === query()),
  );
  const left = () => (here() ? undefined : saved().find((view) => view.id === chosen()));
  /** The layout and the columns make no other view of those that everybody has. */
  const usual = createMemo(() => {
    const plain = queryOf({ ...page.view(), layout: "table", columns: usualColumns });
    return given.find((view) => view.query === plain);
  });
  const name = () => here()?.name ?? usual()?.name ?? left()?.name ?? "Unsaved view";
  const go = (to: string): void => page.setView({ ...viewOf(to), month: page.view().month });
  const goUsual = (to: string): void => {
    const { filter, order } = viewOf(to);
    page.setView({ filter, order });
  };
  const entry = (view: SavedView): MenuEntry => ({
    label: view.name,
    icon: view.shared ? Users : Lock,
    detail: view.shared ? `Shared by ${page.personOf(view.owner)?.name ?? "somebody"}` : "Only you",
    checked: here()?.id === view.id,
    run: () => {
      setChosen(view.id);
      go(view.query);
    },
  });
  const entries = (): MenuEntry[] => entriesOf(here(), left());
  const entriesOf = (current: SavedView | undefined, before: SavedView | undefined): MenuEntry[] => [
    ...given.map((view) => ({
      label: view.name,
      icon: Bookmark,
      checked: !current && usual() === view,
      run: () => {
        setChosen(null);
        goUsual(view.query);
      },
    })),
    ...(saved().length > 0 ? [{ title: "Saved" }, ...saved().map(entry)] : []),
    { title: null },
    ...(before
      ? [
          {
            label: `Save changes to “${before.name}”`,
            icon: Check,
            reason: page.saved.reason(before),
            run: () => void page.saved.change(before, { query: query() }),
          },
        ]
      : []),
    ...(current
      ? [
          {
            label: `Rename, share or delete “${current.name}”`,
            icon: Pencil,
            reason: page.saved.reason(current),
            run: () => setAsked({ view: current }),
          },
        ]
      : []),
    {
      label: "Save as a new view…",
      icon: Save,
      reason: page.live.reason("view.save"),
      run: () => setAsked({ view: null }),
    },
  ];
  return (
    <>
      <Menu
        label="Views"
        entries={entries()}
        trigger={(attributes) => (
          <button
            type="button"
            {...attributes}
            class="inline-flex h-7 max-w-64 min-w-0 items-center gap-1 rounded-control px-1.5 text-sm font-medium text-ink hover:bg-hover aria-expanded:bg-hover max-md:h-(--control)"
          >
            <span class="sr-only">View: </span>
            <span dir="auto" class="truncate">
              {name()}
            </span>
            <Show when={left()}>
              <span class="text-xs font-normal text-faint">changed</span>
            </Show>
            <ChevronDown size={14} class="text-faint" />
          </button>
        )}
      />
      <ViewDialog asked={asked()} onClose={() => setAsked(null)} />
    </>
  );
};
