/** Draws what other features put on a tab; one that fails leaves the others standing. */
import { Dynamic } from "solid-js/web";
import { ErrorBoundary, For, type JSX, lazy, Suspense } from "solid-js";
import { Skeleton } from "../../parts/states.tsx";
import { useAccount } from "./account-scope.ts";
import { type Seam, seams } from "./seams.ts";

const components = new Map(seams.map((seam) => [seam, lazy(async () => ({ default: await seam.load() }))] as const));

export const SeamPanels = (props: { place: Seam["place"] }): JSX.Element => {
  const page = useAccount();
  const here = () => seams.filter(({ tab, place }) => tab === page.tab() && place === props.place);
  return (
    <For each={here()}>
      {(seam) => {
        const Panel = components.get(seam);
        return (
          <ErrorBoundary fallback={<p class="px-1 text-soft">{seam.name} could not be shown.</p>}>
            <Suspense fallback={<Skeleton class="h-32 w-full" />}>
              <Dynamic component={Panel} />
            </Suspense>
          </ErrorBoundary>
        );
      }}
    </For>
  );
};
