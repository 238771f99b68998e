/** The dialog that makes an account. [AV13] */
import { createSignal, createUniqueId, For, type JSX, Show } from "solid-js";
import { industries, type Industry, industryLabels, segments, type Segment } from "../../../domain/account-words.ts";
import { createForm, sentenceOf } from "../../form.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { SelectField, TextField } from "../../parts/field.tsx";
import { FormError } from "../../parts/form-error.tsx";
import { me } from "../../session.ts";
import { useAccounts } from "./accounts-scope.ts";
import { fields, type FieldName, type TypedField } from "./fields.ts";

const typed = ["name", "arr", "region", "seats", "renewal_date"] as const satisfies FieldName[];

const readOf = (field: FieldName, text: string) => (fields[field] as TypedField).read(text);
const faultOf = (field: FieldName, text: string): string | undefined => {
  try {
    readOf(field, text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

const CreateForm = (props: { id: string; onDone: (id: string) => void }): JSX.Element => {
  const page = useAccounts();
  const regionsId = createUniqueId();
  const [industry, setIndustry] = createSignal<Industry>("other");
  const [segment, setSegment] = createSignal<Segment | "">("");
  const [owner, setOwner] = createSignal(me()?.user.id ?? "");
  const people = () => Object.values(page.live.people).filter(({ role }) => role !== null);
  const form = createForm({
    start: { name: "", arr: "", region: "", seats: "", renewal_date: "" },
    check: (values) => Object.fromEntries(typed.map((field) => [field, faultOf(field, values[field])])),
    send: async (values) => {
      const read = Object.fromEntries(typed.map((field) => [field, readOf(field, values[field])]));
      props.onDone(
        await page.acts.create({
          ...read,
          industry: industry(),
          segment: segment() === "" ? null : (segment() as Segment),
          owner: owner() || null,
        }),
      );
    },
  });
  return (
    <form id={props.id} class="grid gap-4 pt-1 sm:grid-cols-2" novalidate onSubmit={form.submit}>
      <div class="empty:hidden sm:col-span-2">
        <FormError message={sentenceOf(form.problem())} />
      </div>
      <TextField
        {...form.field("name")}
        label="Name"
        autocomplete="off"
        autofocus
        required
        dir="auto"
        class="sm:col-span-2"
      />
      <SelectField
        label="Segment"
        value={segment()}
        options={[{ value: "" as const, label: "Not set" }, ...segments.map((value) => ({ value, label: value }))]}
        onChange={setSegment}
      />
      <SelectField
        label="Industry"
        value={industry()}
        options={industries.map((value) => ({ value, label: industryLabels[value] }))}
        onChange={setIndustry}
      />
      <TextField {...form.field("arr")} label="ARR" inputmode="decimal" autocomplete="off" placeholder="$0" />
      <TextField {...form.field("renewal_date")} label="Renewal date" type="date" />
      <TextField {...form.field("region")} label="Region" autocomplete="off" dir="auto" list={regionsId} />
      <datalist id={regionsId}>
        <For each={page.regions()}>{(region) => <option value={region} />}</For>
      </datalist>
      <TextField
        {...form.field("seats")}
        label="Seats"
        inputmode="numeric"
        autocomplete="off"
        hint="Daily users are measured against them."
      />
      <SelectField
        label="Owner"
        class="sm:col-span-2"
        value={owner()}
        options={[...people().map(({ user, name }) => ({ value: user, label: name })), { value: "", label: "Nobody" }]}
        onChange={setOwner}
      />
    </form>
  );
};

export const CreateDialog = (props: {
  open: boolean;
  onClose: () => void;
  onMade: (id: string) => void;
}): JSX.Element => (
  <Dialog
    open={props.open}
    onClose={() => props.onClose()}
    title="New account"
    foot={
      <>
        <Button onClick={() => props.onClose()}>Cancel</Button>
        <Button look="solid" type="submit" form="create-account">
          Create account
        </Button>
      </>
    }
  >
    <Show when={props.open}>
      <CreateForm
        id="create-account"
        onDone={(id) => {
          props.onClose();
          props.onMade(id);
        }}
      />
    </Show>
  </Dialog>
);
