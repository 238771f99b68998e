/** What playbooks did for health, against similar accounts; and where there is nothing to say, that. [PF16] */
import { For, type JSX, Show } from "solid-js";
import type { Effectiveness } from "../../../domain/effectiveness.ts";
import { pointsText } from "../../../domain/health-words.ts";
import { playbooks } from "../../../domain/playbooks/index.ts";
import { Badge, type Tone } from "../../parts/badge.tsx";
import { Panel } from "../../parts/panel.tsx";
import { usePortfolio } from "./portfolio-scope.ts";

const verdicts: Record<Effectiveness["verdict"], { words: string; tone: Tone }> = {
  helps: { words: "Helps", tone: "good" },
  harms: { words: "Harms", tone: "bad" },
  unclear: { words: "Unclear", tone: "plain" },
  too_few: { words: "Too few runs", tone: "plain" },
};

export const Effect = (): JSX.Element => {
  const page = usePortfolio();
  const found = () => page.effect.data()?.playbooks ?? [];
  const nameOf = (number: number): string =>
    playbooks.find((playbook) => playbook.number === number)?.name ?? `Playbook ${number}`;
  return (
    <Panel title="What playbooks did" beside={<span class="text-xs text-faint">health after 30 days</span>}>
      <Show
        when={found().length > 0}
        fallback={<p class="px-4 py-6 text-xs text-faint">{page.effect.data()?.note ?? "…"}</p>}
      >
        <table class="w-full text-sm" data-numbers>
          <caption class="sr-only">Playbooks against similar accounts without one</caption>
          <thead>
            <tr class="text-xs text-faint [&>th]:px-3 [&>th]:py-2 [&>th]:font-normal">
              <th scope="col" class="ps-4! text-start">
                Playbook
              </th>
              <th scope="col" class="text-end">
                Runs
              </th>
              <th scope="col" class="text-end">
                Against peers
              </th>
              <th scope="col" class="text-end">
                95%
              </th>
              <th scope="col" class="pe-4! text-end">
                <span class="sr-only">Verdict</span>
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={found()}>
              {(one) => (
                <tr class="port-row [&>td]:px-3 [&>td]:py-2 [&>td]:text-end">
                  <th scope="row" class="py-2 ps-4 text-start font-normal text-ink">
                    {nameOf(one.playbook)}
                  </th>
                  <td class="text-soft">
                    {one.matched} of {one.runs}
                  </td>
                  <td class="font-medium text-ink">{one.difference === null ? "–" : pointsText(one.difference)}</td>
                  <td class="text-faint">
                    {one.low === null || one.high === null ? "–" : `${pointsText(one.low)} to ${pointsText(one.high)}`}
                  </td>
                  <td class="pe-4!">
                    <Badge tone={verdicts[one.verdict].tone}>{verdicts[one.verdict].words}</Badge>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
    </Panel>
  );
};
