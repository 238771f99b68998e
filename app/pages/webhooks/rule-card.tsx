/** One rule of a mapping: what it makes, from which places, over which list and under which condition. [WP8] */
import Plus from "lucide-solid/icons/plus";
import Trash from "lucide-solid/icons/trash";
import X from "lucide-solid/icons/x";
import { For, Index, type JSX, Show } from "solid-js";
import type { RuleTarget } from "../../../domain/webhook-words.ts";
import { Button, IconButton } from "../../parts/button.tsx";
import { SelectField, TextField } from "../../parts/field.tsx";
import { type DraftRule, lacksOf, type RuleProblems } from "./mapping-draft.ts";
import { fieldWords } from "./words.ts";

export const targetLabels: Record<RuleTarget, string> = {
  usage: "usage",
  metrics: "daily metrics",
  facts: "account facts",
  ticket: "a ticket",
  feedback: "feedback",
  kpi: "a KPI value",
  contact: "a contact",
  event: "a timeline entry",
};

export type PlaceAt =
  | { rule: number; kind: "field"; field: number }
  | { rule: number; kind: "when" }
  | { rule: number; kind: "each" };

export const RuleCard = (props: {
  rule: DraftRule;
  number: number;
  fields: readonly string[];
  problems: RuleProblems;
  onChange: (change: (rule: DraftRule) => void) => void;
  onRemove: () => void;
  onFocus: (at: PlaceAt) => void;
}): JSX.Element => {
  const free = (own: string): string[] =>
    props.fields.filter((field) => field === own || !props.rule.fields.some((one) => one.field === field));
  return (
    <div role="group" aria-label={`Rule ${props.number + 1}`} class="wh-card gap-2.5 p-3" data-rule={props.number}>
      <header class="flex items-center gap-2">
        <h3 class="font-semibold">Makes {targetLabels[props.rule.makes as RuleTarget] ?? props.rule.makes}</h3>
        <IconButton
          icon={Trash}
          size={14}
          class="wh-small ms-auto"
          label={`Remove rule ${props.number + 1}`}
          onClick={() => props.onRemove()}
        />
      </header>
      <Show when={lacksOf(props.rule)}>{(lacks) => <p class="text-xs text-faint">{lacks()}</p>}</Show>
      <For each={props.problems.own}>{(message) => <p class="text-xs text-bad-text">{message}</p>}</For>
      <Index each={props.rule.fields}>
        {(field, at) => (
          <div class="grid grid-cols-[minmax(0,1fr)_minmax(0,1.3fr)_auto] items-start gap-1.5">
            <SelectField
              quiet
              label={`Field ${at + 1}`}
              value={field().field}
              options={free(field().field).map((value) => ({ value, label: fieldWords(value) }))}
              onChange={(value) =>
                props.onChange((rule) => {
                  const one = rule.fields[at];
                  if (one) one.field = value;
                })
              }
            />
            <TextField
              quiet
              label={`Where ${fieldWords(field().field)} stands`}
              placeholder="$.path or =text"
              errors={props.problems.fields[field().field]}
              value={field().place}
              autocomplete="off"
              spellcheck={false}
              onFocus={() => props.onFocus({ rule: props.number, kind: "field", field: at })}
              onInput={(event) => {
                const text = event.currentTarget.value;
                props.onChange((rule) => {
                  const one = rule.fields[at];
                  if (one) one.place = text;
                });
              }}
            />
            <IconButton
              icon={X}
              size={14}
              label={`Remove ${fieldWords(field().field)}`}
              onClick={() => props.onChange((rule) => void rule.fields.splice(at, 1))}
            />
          </div>
        )}
      </Index>
      <div class="flex flex-wrap gap-1.5">
        <Button
          icon={Plus}
          look="ghost"
          class="wh-small px-2 text-xs"
          reason={free("").length === 0 ? "It has every field already." : undefined}
          onClick={() => {
            const field = free("")[0] ?? "";
            props.onChange((rule) => void rule.fields.push({ field, place: "" }));
          }}
        >
          Field
        </Button>
        <Show when={props.rule.when === null}>
          <Button
            icon={Plus}
            look="ghost"
            class="wh-small px-2 text-xs"
            onClick={() => props.onChange((rule) => void (rule.when = { path: "", equals: "" }))}
          >
            Condition
          </Button>
        </Show>
      </div>
      <Show when={props.rule.when}>
        {(when) => (
          <div class="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-end gap-1.5">
            <TextField
              label="Only where"
              placeholder="$.type"
              value={when().path}
              autocomplete="off"
              onFocus={() => props.onFocus({ rule: props.number, kind: "when" })}
              onInput={(event) => {
                const text = event.currentTarget.value;
                props.onChange((rule) => rule.when && void (rule.when.path = text));
              }}
            />
            <TextField
              label="is"
              value={when().equals}
              autocomplete="off"
              onInput={(event) => {
                const text = event.currentTarget.value;
                props.onChange((rule) => rule.when && void (rule.when.equals = text));
              }}
            />
            <IconButton
              icon={X}
              size={14}
              label="Remove the condition"
              onClick={() => props.onChange((rule) => void (rule.when = null))}
            />
          </div>
        )}
      </Show>
      <TextField
        label="For each element of"
        hint="Empty: once for the payload. Paths then begin at the element."
        placeholder="$.items"
        value={props.rule.each}
        autocomplete="off"
        onFocus={() => props.onFocus({ rule: props.number, kind: "each" })}
        onInput={(event) => {
          const text = event.currentTarget.value;
          props.onChange((rule) => void (rule.each = text));
        }}
      />
    </div>
  );
};
