/** What stands where the lab is not: on its way, nothing to score, or what went wrong. */
import FlaskConical from "lucide-solid/icons/flask-conical";
import { For, type JSX } from "solid-js";
import { useParams } from "@solidjs/router";
import { buttonClass } from "../../parts/button.tsx";
import { EmptyState, Loading, Skeleton } from "../../parts/states.tsx";

export const LabSkeleton = (): JSX.Element => (
  <Loading label="Loading the health lab" class="lab-grid overflow-hidden">
    <div class="lab-controls">
      <For each={Array.from({ length: 3 })}>
        {() => (
          <div class="lab-card">
            <Skeleton class="h-5 w-40" />
            <Skeleton class="h-4 w-full" />
            <Skeleton class="h-24 w-full" />
          </div>
        )}
      </For>
    </div>
    <div class="lab-effects">
      <div class="lab-card lab-hero">
        <Skeleton class="h-5 w-56" />
        <Skeleton class="h-44 w-full" />
        <Skeleton class="h-10 w-full" />
      </div>
      <div class="lab-card">
        <Skeleton class="h-28 w-full" />
      </div>
    </div>
  </Loading>
);

export const EmptyLab = (): JSX.Element => {
  const params = useParams<{ circle: string }>();
  return (
    <div class="m-auto">
      <EmptyState
        icon={FlaskConical}
        title="No accounts to score yet"
        action={
          <a href={`/c/${params.circle}/import`} class={buttonClass("solid")}>
            Import accounts
          </a>
        }
      >
        <p>The lab shows what another weight, curve or threshold would do to every account, before anybody is told.</p>
        <p>Import accounts with their usage, and come back.</p>
      </EmptyState>
    </div>
  );
};
