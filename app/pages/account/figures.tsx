/** The figures that people keep of a customer by hand, each changed where it stands. [AP8] [D6] [D7] */
import { createSignal, For, type JSX, onMount, Show } from "solid-js";
import { type UsageTrend, usageTrends } from "../../../domain/account-words.ts";
import { asProblem } from "../../api.ts";
import { Skeleton } from "../../parts/states.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { showToast } from "../../parts/toast.tsx";
import { useAccount } from "./account-scope.ts";
import { createAccountRemote, type Figures } from "./detail.ts";

type NumberField = Exclude<keyof Figures, "usage_trend" | "response_usage_percentage" | "updated_at">;

const numbers: Record<NumberField, { label: string; least: number; most: number; whole: boolean; sign: string }> = {
  nps: { label: "NPS", least: -100, most: 100, whole: true, sign: "" },
  active_users: { label: "Active users", least: 0, most: 1e9, whole: true, sign: "" },
  renewal_rate: { label: "Renewal rate", least: 0, most: 100, whole: false, sign: "%" },
  seat_utilization: { label: "Seat utilization", least: 0, most: 1_000, whole: false, sign: "%" },
  response_used: { label: "Responses used", least: 0, most: 1e9, whole: true, sign: "" },
  response_limit: { label: "Response limit", least: 0, most: 1e9, whole: true, sign: "" },
};

const trendLabels: Record<UsageTrend, string> = { up: "Up", down: "Down", stable: "Stable" };

/** What was typed into a figure; a sentence when it is none. */
export const readFigure = (field: NumberField, text: string): number | null | string => {
  const { least, most, whole } = numbers[field];
  const bare = text
    .trim()
    .replace(/[\s%\u00a0\u202f]/gu, "")
    .replace("\u2212", "-");
  if (bare === "") return null;
  const value = Number(/^-?\d+,\d{1,2}$/.test(bare) ? bare.replace(",", ".") : bare.replaceAll(",", ""));
  if (!Number.isFinite(value)) return "Must be a number.";
  if (whole && !Number.isInteger(value)) return "Must be a whole number.";
  return value < least || value > most ? `${least} to ${most.toLocaleString("en")}.` : value;
};

const Typed = (props: {
  field: NumberField;
  value: number | null;
  onSave: (value: number | null) => void;
  onClose: () => void;
}): JSX.Element => {
  let input: HTMLInputElement | undefined;
  let over = false;
  const [fault, setFault] = createSignal<string>();
  const end = (): void => {
    over = true;
    props.onClose();
  };
  const save = (): void => {
    if (over || !input) return;
    const value = readFigure(props.field, input.value);
    if (typeof value === "string") return void setFault(value);
    end();
    if (value !== props.value) props.onSave(value);
    return undefined;
  };
  onMount(() => input?.select());
  return (
    <span class="relative">
      <input
        ref={(element) => (input = element)}
        aria-label={numbers[props.field].label}
        aria-invalid={fault() ? "true" : undefined}
        inputmode="decimal"
        autocomplete="off"
        class="acc-input w-28! text-end"
        value={props.value ?? ""}
        onInput={() => setFault(undefined)}
        onBlur={save}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Enter") save();
          else if (event.key === "Escape") {
            event.preventDefault();
            end();
          }
        }}
      />
      <span role="alert" class="acc-fault end-0! start-auto! whitespace-nowrap empty:hidden">
        {fault()}
      </span>
    </span>
  );
};

export const FiguresCard = (): JSX.Element => {
  const page = useAccount();
  const [editing, setEditing] = createSignal<NumberField | null>(null);
  const path = (id: string): string => `/api/customers/${id}/metrics/`;
  const figures = createAccountRemote<Figures>(page.live, () => page.account().id, path, true);
  const reason = () => page.live.reason("account.edit");
  const save = async (part: Partial<Figures>, label: string): Promise<void> => {
    const before = figures.data();
    figures.change((data) => ({ ...data, ...part }));
    try {
      await page.acts.record("patch", path(page.account().id), part, `${label} of ${page.account().name} is changed`);
    } catch (error) {
      if (before) figures.change(() => before);
      showToast({ text: `${label} is as it was. ${asProblem(error).message}`, tone: "bad" });
    }
    figures.refetch();
  };
  return (
    <section aria-label="Figures kept by hand" class="acct-card p-4">
      <h3 class="font-semibold">Figures kept by hand</h3>
      <p class="pb-2 text-xs text-faint">
        Beside the daily usage; the score does not read them.{" "}
        <Show when={figures.data()?.updated_at}>
          {(at) => (
            <>
              Changed <TimeAgo at={at()} />.
            </>
          )}
        </Show>
      </p>
      <Show
        when={figures.data()}
        fallback={
          <Show
            when={figures.loading()}
            fallback={<p class="text-soft">They could not be loaded. {figures.problem()?.message}</p>}
          >
            <Skeleton class="h-40 w-full" />
          </Show>
        }
      >
        {(data) => (
          <dl class="flex flex-col">
            <For each={Object.keys(numbers) as NumberField[]}>
              {(field) => (
                <div class="flex min-h-(--control) items-center justify-between gap-4">
                  <dt class="text-soft">{numbers[field].label}</dt>
                  <dd>
                    <Show
                      when={editing() === field}
                      fallback={
                        <button
                          type="button"
                          aria-disabled={reason() ? "true" : undefined}
                          aria-label={`${numbers[field].label}: ${data()[field] ?? "not set"}, change`}
                          data-tip={reason()}
                          data-numbers
                          class={`acct-value text-end ${data()[field] === null ? "text-faint" : "text-ink"}`}
                          onClick={() => reason() === undefined && setEditing(field)}
                        >
                          {data()[field] === null
                            ? "Not set"
                            : `${data()[field]?.toLocaleString()}${numbers[field].sign}`}
                        </button>
                      }
                    >
                      <Typed
                        field={field}
                        value={data()[field]}
                        onClose={() => setEditing(null)}
                        onSave={(value) => void save({ [field]: value }, numbers[field].label)}
                      />
                    </Show>
                  </dd>
                </div>
              )}
            </For>
            <div class="flex min-h-(--control) items-center justify-between gap-4">
              <dt class="text-soft">Response usage</dt>
              <dd data-numbers class="flex items-center gap-2 px-1.5">
                <span class="h-1.5 w-16 overflow-hidden rounded-full bg-press" aria-hidden="true">
                  <span
                    class={`block h-full ${data().response_usage_percentage >= 90 ? "bg-bad" : data().response_usage_percentage >= 75 ? "bg-watch" : "bg-accent"}`}
                    style={{ width: `${Math.min(100, data().response_usage_percentage)}%` }}
                  />
                </span>
                {data().response_usage_percentage}%
              </dd>
            </div>
            <div class="flex min-h-(--control) items-center justify-between gap-4">
              <dt class="text-soft">Usage trend</dt>
              <dd>
                <select
                  aria-label="Usage trend"
                  class="acct-select"
                  disabled={reason() !== undefined}
                  onChange={(event) =>
                    void save({ usage_trend: (event.currentTarget.value || null) as UsageTrend | null }, "Usage trend")
                  }
                >
                  <option value="" selected={data().usage_trend === null}>
                    Not set
                  </option>
                  <For each={usageTrends}>
                    {(trend) => (
                      <option value={trend} selected={trend === data().usage_trend}>
                        {trendLabels[trend]}
                      </option>
                    )}
                  </For>
                </select>
              </dd>
            </div>
          </dl>
        )}
      </Show>
    </section>
  );
};
