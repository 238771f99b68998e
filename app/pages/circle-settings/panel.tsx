/** The loading and failing states around a list of the settings. */
import { ErrorBoundary, type JSX, Suspense } from "solid-js";
import { asProblem } from "../../api.ts";
import { ErrorState, Loading, Skeleton } from "../../parts/states.tsx";

export const ListPanel = (props: { during: string; children: JSX.Element }): JSX.Element => (
  <ErrorBoundary
    fallback={(error, reset) => <ErrorState problem={asProblem(error)} during={props.during} onRetry={reset} />}
  >
    <Suspense
      fallback={
        <Loading label={"Loading"} class="flex flex-col gap-4 p-4">
          <Skeleton class="h-6 w-2/3" />
          <Skeleton class="h-6 w-1/2" />
          <Skeleton class="h-6 w-3/5" />
        </Loading>
      }
    >
      {props.children}
    </Suspense>
  </ErrorBoundary>
);
