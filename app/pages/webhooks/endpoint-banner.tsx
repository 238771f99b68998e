/** Says on the other tabs that an endpoint fails or rests, for nobody is to find out by what did not arrive. [WP9] */
import { A } from "@solidjs/router";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { type JSX, Show } from "solid-js";
import { exactTime } from "../../relative-time.ts";
import { useWebhooks } from "./webhooks-scope.ts";

export const EndpointBanner = (): JSX.Element => {
  const page = useWebhooks();
  const all = () => page.endpoints.data()?.results ?? [];
  const paused = () => all().filter((one) => one.paused);
  const failing = () => all().filter((one) => !one.paused && one.failing_since !== null);
  const worst = () => paused()[0] ?? failing()[0];
  const others = () => paused().length + failing().length - 1;
  return (
    <Show when={worst()}>
      {(one) => (
        <div
          role="status"
          data-banner
          class="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line bg-watch-soft px-5 py-1.5 text-xs text-watch-text max-md:px-3"
        >
          <TriangleAlert size={14} aria-hidden="true" />
          <p class="min-w-0 flex-1">
            <Show
              when={one().paused}
              fallback={
                <>
                  <strong class="font-semibold">{one().name}</strong> has been failing since{" "}
                  {exactTime(Date.parse(one().failing_since ?? ""))}. A message that is given up after three days pauses
                  it.
                </>
              }
            >
              <strong class="font-semibold">{one().name}</strong> is paused
              {one().paused_why ? `: ${one().paused_why}` : "."} What happens meanwhile waits up to 30 days.
            </Show>
            <Show when={others() > 0}> And {others()} more.</Show>
          </p>
          <A href={page.tabAddress("outgoing")} class="font-medium underline underline-offset-2">
            Look at it
          </A>
        </div>
      )}
    </Show>
  );
};
