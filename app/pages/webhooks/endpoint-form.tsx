/** A new endpoint, or another name, address or filter for one that stands. [WP11] */
import { createEffect, createSignal, type JSX, on } from "solid-js";
import { api } from "../../api.ts";
import { createForm, sentenceOf } from "../../form.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { SelectField, TextField } from "../../parts/field.tsx";
import { FormError } from "../../parts/form-error.tsx";
import { showToast } from "../../parts/toast.tsx";
import { EventPicker } from "./event-picker.tsx";
import type { Endpoint } from "./resources.ts";
import { useWebhooks } from "./webhooks-scope.ts";

const windows = [
  { value: "0", label: "Each change at once" },
  { value: "5", label: "Gather for 5 seconds" },
  { value: "30", label: "Gather for 30 seconds" },
  { value: "300", label: "Gather for 5 minutes" },
  { value: "3600", label: "Gather for an hour" },
];

/** `endpoint`: the one to change; null for a new one; undefined while it is closed. */
export const EndpointForm = (props: { endpoint: Endpoint | null | undefined; onClose: () => void }): JSX.Element => {
  const page = useWebhooks();
  const [events, setEvents] = createSignal<string[]>(["*"]);
  const [gather, setGather] = createSignal("0");
  const [wrongEvents, setWrongEvents] = createSignal<string[]>();
  const form = createForm({
    start: { name: "", url: "" },
    check: (values) => ({
      ...(values.name.trim() === "" ? { name: "Say what it is." } : {}),
      ...(URL.canParse(values.url.trim()) ? {} : { url: "Must be a web address such as https://example.com/hooks." }),
    }),
    send: async (values) => {
      if (events().length === 0) return void setWrongEvents(["Tick at least one."]);
      const fields = {
        name: values.name.trim(),
        url: values.url.trim(),
        events: events(),
        gather_seconds: Number(gather()),
      };
      const { endpoint } = props;
      if (endpoint) {
        await api.patch(`/api/webhooks/out/${endpoint.id}`, fields);
        showToast({ text: "Saved.", tone: "good" });
      } else {
        const made = await api.post<Endpoint & { secret: string }>("/api/webhooks/out/", {
          circle_id: page.live.circle,
          ...fields,
        });
        page.reveal({ name: made.name, secret: made.secret, until: null, rotated: false });
      }
      page.endpoints.refetch();
      props.onClose();
    },
  });
  createEffect(
    on(
      () => props.endpoint,
      (endpoint) => {
        if (endpoint === undefined) return;
        form.set("name", endpoint?.name ?? "");
        form.set("url", endpoint?.url ?? "");
        setEvents([...(endpoint?.events ?? ["*"])]);
        setGather(String(endpoint?.gather_seconds ?? 0));
        setWrongEvents(undefined);
      },
    ),
  );
  const options = () =>
    windows.some(({ value }) => value === gather())
      ? windows
      : [...windows, { value: gather(), label: `Gather for ${gather()} seconds` }];
  return (
    <Dialog
      open={props.endpoint !== undefined}
      onClose={() => props.onClose()}
      place="wide"
      title={props.endpoint ? `Settings of ${props.endpoint.name}` : "A new endpoint"}
    >
      <form class="flex flex-col gap-4" novalidate onSubmit={form.submit}>
        <FormError message={sentenceOf(form.problem())} />
        <TextField {...form.field("name")} label="Name" autocomplete="off" maxlength={255} autofocus />
        <TextField
          {...form.field("url")}
          label="Address"
          type="url"
          inputmode="url"
          placeholder="https://example.com/hooks"
          hint="A public https address. Redirects are not followed."
          autocomplete="off"
          spellcheck={false}
        />
        <EventPicker
          value={events()}
          errors={wrongEvents()}
          onChange={(value) => {
            setEvents(value);
            setWrongEvents(undefined);
          }}
        />
        <SelectField
          label="A burst on one record"
          hint="Gathered, it is one message with the newest state and the oldest values before."
          value={gather()}
          options={options()}
          onChange={setGather}
        />
        <div class="wh-form-foot">
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button type="submit" look="solid" busy={form.busy()}>
            {props.endpoint ? "Save" : "Make the endpoint"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
