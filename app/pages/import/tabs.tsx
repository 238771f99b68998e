/** The two kinds of files that come in, and the page for those who may not bring any. */
import { A } from "@solidjs/router";
import Lock from "lucide-solid/icons/lock";
import { For, type JSX } from "solid-js";
import { useCircle } from "../../circle-scope.tsx";
import { EmptyState } from "../../parts/states.tsx";
import { PageHeader } from "../../shell/page-header.tsx";

const tabs = [
  { path: "import", label: "People and deals" },
  { path: "import/usage", label: "Daily usage" },
];

export const ImportTabs = (props: { circle: string }): JSX.Element => (
  <nav
    aria-label="What to import"
    class="inline-flex rounded-control border border-line bg-well p-0.5 md:me-auto md:ms-2 max-md:w-full"
  >
    <For each={tabs}>
      {(tab) => (
        <A
          href={`/c/${props.circle}/${tab.path}`}
          end
          activeClass="bg-float font-medium text-ink shadow-card"
          inactiveClass="text-soft hover:text-ink"
          class="inline-flex min-h-[calc(var(--control)-6px)] items-center justify-center rounded-[4px] px-2.5 text-sm transition-colors max-md:flex-1"
        >
          {tab.label}
        </A>
      )}
    </For>
  </nav>
);

export const NotAllowed = (props: { reason: string; action?: JSX.Element }): JSX.Element => {
  const circle = useCircle();
  return (
    <>
      <PageHeader title="Import">
        <ImportTabs circle={circle.id()} />
      </PageHeader>
      <div class="m-auto">
        <EmptyState icon={Lock} title={props.reason} action={props.action}>
          <p>Ask an admin of the circle for another role, or send them the file.</p>
        </EmptyState>
      </div>
    </>
  );
};
