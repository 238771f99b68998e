/** The mapping editor: what came on the left, rules in the middle, what they make of it on the right, all before saving. [WP8] */
import ArrowLeft from "lucide-solid/icons/arrow-left";
import Plus from "lucide-solid/icons/plus";
import { batch, createEffect, createSignal, For, type JSX, on, onCleanup, Show } from "solid-js";
import { createStore, produce, unwrap } from "solid-js/store";
import type { Problem } from "../../../domain/problem.ts";
import { ruleTargets } from "../../../domain/webhook-words.ts";
import { api, asProblem } from "../../api.ts";
import { sentenceOf } from "../../form.ts";
import { Button } from "../../parts/button.tsx";
import { showToast } from "../../parts/toast.tsx";
import { draftOf, type DraftRule, lacksOf, leavesOf, newRule, pathIn, problemsOf, rulesOf } from "./mapping-draft.ts";
import { MappingPayloads } from "./mapping-payloads.tsx";
import { MappingResult } from "./mapping-result.tsx";
import { type PlaceAt, RuleCard, targetLabels } from "./rule-card.tsx";
import type { Source, Tried } from "./resources.ts";
import { useWebhooks } from "./webhooks-scope.ts";

/** It is tried once the typing rests for so long. */
const restAfter = 250;

export const MappingEditor = (props: { source: Source; onClose: () => void }): JSX.Element => {
  const page = useWebhooks();
  // eslint-disable-next-line solid/reactivity -- the editor begins with what is saved, and then it is the person's
  const begun = draftOf(props.source.settings.mapping);
  const [draft, setDraft] = createStore<{ rules: DraftRule[] }>({ rules: begun });
  const [saved, setSaved] = createSignal(JSON.stringify(rulesOf(begun)));
  const [results, setResults] = createSignal<Tried[]>();
  const [problem, setProblem] = createSignal<Problem>();
  const [pasted, setPasted] = createSignal<unknown>();
  const [at, setAt] = createSignal(0);
  const [busy, setBusy] = createSignal(false);
  /** The place that a click on a path fills. */
  const [focus, setFocus] = createSignal<PlaceAt | null>(null);
  const fieldsOf = (makes: string): string[] =>
    page.kinds.data()?.results.find(({ kind }) => kind === "custom")?.mapping_fields?.[makes] ?? [];
  const rules = () => rulesOf(draft.rules);
  /** What lacks something is not tried yet, and is no error. */
  const whole = () => draft.rules.filter((rule) => lacksOf(rule) === null);
  const changed = () => JSON.stringify(rules()) !== saved();

  let asking: AbortController | undefined;
  const tryIt = async (): Promise<void> => {
    asking?.abort();
    const mine = (asking = new AbortController());
    const payload = pasted();
    try {
      const answer = await api.post<{ results: Tried[] }>(
        `/api/webhooks/sources/${props.source.id}/try`,
        { mapping: rulesOf(whole()), ...(payload === undefined ? {} : { payload }) },
        { signal: mine.signal },
      );
      if (mine.signal.aborted) return;
      batch(() => {
        setResults(() => answer.results);
        setProblem(undefined);
        setAt((before) => Math.min(before, Math.max(0, answer.results.length - 1)));
      });
    } catch (error) {
      if (!mine.signal.aborted) setProblem(asProblem(error));
    }
  };
  createEffect(
    on(
      () => [JSON.stringify(rules()), pasted(), page.sources.data()] as const,
      () => {
        const timer = setTimeout(() => void tryIt(), restAfter);
        onCleanup(() => clearTimeout(timer));
      },
    ),
  );
  onCleanup(() => asking?.abort());

  const result = () => results()?.[at()];
  const leaves = () => {
    const body = result()?.body;
    if (body === undefined) return [];
    try {
      return leavesOf(JSON.parse(body));
    } catch {
      return [];
    }
  };
  const fill = (path: string): void => {
    const place = focus();
    if (place === null) return;
    const rule = draft.rules[place.rule];
    if (!rule) return;
    if (place.kind === "when")
      setDraft("rules", place.rule, "when", (when) => when && { ...when, path: pathIn(rule.each, path) });
    else if (place.kind === "each") setDraft("rules", place.rule, "each", path.replace(/\[\d+\].*$/, ""));
    else setDraft("rules", place.rule, "fields", place.field, "place", pathIn(rule.each, path));
  };
  const save = async (): Promise<void> => {
    setBusy(true);
    const mapping = rules();
    try {
      await api.patch(`/api/webhooks/sources/${props.source.id}`, { settings: { mapping } });
      setSaved(JSON.stringify(mapping));
      page.sources.refetch();
      showToast({ text: "Saved. What comes from now on is read by it; what came can be replayed.", tone: "good" });
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="flex flex-col gap-4" data-mapping>
      <header class="flex flex-wrap items-center gap-2">
        <Button icon={ArrowLeft} look="ghost" onClick={() => props.onClose()}>
          Sources
        </Button>
        <h2 class="min-w-0 truncate text-base font-semibold">Mapping of {props.source.name}</h2>
        <span class="ms-auto flex items-center gap-2">
          <span class="text-xs text-faint" aria-live="polite">
            {changed() ? "Not saved" : ""}
          </span>
          <Button
            look="solid"
            busy={busy()}
            reason={changed() ? undefined : "Nothing differs from what is saved."}
            onClick={() => void save()}
          >
            Save the mapping
          </Button>
        </span>
      </header>
      <div class="wh-editor">
        <MappingPayloads
          results={results()}
          at={at()}
          onAt={setAt}
          leaves={leaves()}
          ready={focus() !== null}
          onFill={fill}
          pasted={pasted()}
          onPaste={(payload) => setPasted(() => payload)}
        />
        <section aria-label="Rules" class="flex flex-col gap-3">
          <Show when={draft.rules.length === 0}>
            <p class="text-soft">A rule makes one thing of a payload: choose what, then say where each field stands.</p>
          </Show>
          <For each={draft.rules}>
            {(rule, index) => (
              <RuleCard
                rule={rule}
                number={index()}
                fields={fieldsOf(rule.makes)}
                problems={problemsOf(
                  rule,
                  whole().indexOf(rule),
                  problem()?.parts.errors ?? {},
                  result()?.problems ?? [],
                )}
                onChange={(change) => setDraft("rules", index(), produce(change))}
                onRemove={() => setDraft("rules", (all) => all.filter((one) => unwrap(one) !== unwrap(rule)))}
                onFocus={setFocus}
              />
            )}
          </For>
          <div class="flex flex-wrap items-center gap-1.5">
            <span class="text-xs text-faint">Add a rule that makes</span>
            <For each={ruleTargets}>
              {(target) => (
                <Button
                  icon={Plus}
                  class="wh-small px-2 text-xs"
                  onClick={() => setDraft("rules", draft.rules.length, newRule(target))}
                >
                  {targetLabels[target]}
                </Button>
              )}
            </For>
          </div>
        </section>
        <MappingResult
          result={result()}
          problem={sentenceOf(problem())}
          rules={draft.rules.length}
          whole={whole().length}
        />
      </div>
    </div>
  );
};
