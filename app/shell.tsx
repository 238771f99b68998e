/** The frame around every page of a signed-in person, and the guard before it. */
import { Navigate, useLocation, useNavigate } from "@solidjs/router";
import {
  createEffect,
  createSignal,
  ErrorBoundary,
  type JSX,
  Match,
  on,
  onCleanup,
  onMount,
  Suspense,
  Switch,
} from "solid-js";
import { afterPaint } from "./after-paint.ts";
import { asProblem } from "./api.ts";
import { newBuild, reloadAnew } from "./offline.ts";
import { Loading, ErrorState, Skeleton } from "./parts/states.tsx";
import { showToast, ToastRegion } from "./parts/toast.tsx";
import { TooltipLayer } from "./parts/tooltip.tsx";
import { WhyLayer } from "./parts/why.tsx";
import { loadSession, me, session } from "./session.ts";
import { createShortcuts, startShortcuts } from "./shortcuts.ts";
import { currentCircle } from "./shell/current-circle.ts";
import { BottomBar, foldRail, Rail } from "./shell/rail.tsx";
import { ShortcutSheet } from "./shell/shortcut-sheet.tsx";

const PageSkeleton = (): JSX.Element => (
  <Loading label="Loading the page" class="flex flex-1 flex-col">
    <div class="flex h-13 items-center gap-3 border-b border-line px-5">
      <Skeleton class="h-5 w-28" />
      <Skeleton class="ms-auto h-6 w-20" />
    </div>
    <div class="flex flex-1 gap-3 p-5">
      <Skeleton class="h-2/3 flex-1" />
      <Skeleton class="h-1/2 flex-1 max-sm:hidden" />
      <Skeleton class="h-3/5 flex-1 max-md:hidden" />
      <Skeleton class="h-2/5 flex-1 max-lg:hidden" />
    </div>
  </Loading>
);

/** Going elsewhere leaves the error behind. */
const PageError = (props: { error: unknown; reset: () => void }): JSX.Element => {
  const location = useLocation();
  createEffect(
    on(
      () => location.pathname,
      () => props.reset(),
      { defer: true },
    ),
  );
  return (
    <div class="m-auto">
      <ErrorState problem={asProblem(props.error)} onRetry={() => props.reset()} />
    </div>
  );
};

const Frame = (props: { children?: JSX.Element }): JSX.Element => {
  const navigate = useNavigate();
  const circle = currentCircle();
  const [sheet, setSheet] = createSignal(false);
  const go = (path: string) => () => {
    const open = circle();
    if (open) navigate(`/c/${open.id}/${path}`);
  };
  onCleanup(startShortcuts());
  createEffect(() => {
    if (newBuild())
      showToast({
        text: "A new version of Rondo is ready.",
        action: { label: "Reload", run: () => void reloadAnew() },
        seconds: 600,
      });
  });
  createShortcuts(
    { key: "help", run: () => setSheet(true) },
    { key: "rail", run: foldRail },
    { key: "goToday", run: go("today") },
    { key: "goPortfolio", run: go("portfolio") },
    { key: "goBoard", run: go("board") },
    { key: "goKpis", run: go("kpis") },
    { key: "goAccounts", run: go("accounts") },
    { key: "goImport", run: go("import") },
    { key: "goSettings", run: go("settings") },
  );
  return (
    <div class="flex h-dvh flex-col md:flex-row">
      <a
        href="#main"
        class="absolute start-2 top-2 z-50 -translate-y-20 rounded-control bg-accent px-3 py-2 font-medium text-accent-ink focus:translate-y-0"
        onClick={(event) => {
          event.preventDefault();
          document.querySelector<HTMLElement>("#main")?.focus();
        }}
      >
        Skip to the page
      </a>
      <Rail />
      <main id="main" tabindex="-1" class="flex min-h-0 min-w-0 flex-1 flex-col outline-none">
        <ErrorBoundary fallback={(error, reset) => <PageError error={error} reset={reset} />}>
          <Suspense fallback={<PageSkeleton />}>{props.children}</Suspense>
        </ErrorBoundary>
        <TooltipLayer />
        <WhyLayer />
      </main>
      <BottomBar />
      <ShortcutSheet open={sheet()} onClose={() => setSheet(false)} />
      <ToastRegion />
    </div>
  );
};

/** Asks who this is; a signed-out person goes to sign-in and comes back to where they wanted to be. */
export const Shell = (props: { children?: JSX.Element }): JSX.Element => {
  const location = useLocation();
  // Who is remembered is shown at once and asked about after.
  onMount(() => (me() ? afterPaint(() => void loadSession()) : void loadSession()));
  const problem = () => {
    const current = session();
    return current.state === "failed" ? current.problem : undefined;
  };
  return (
    <Switch
      fallback={
        <div class="flex h-dvh flex-col">
          <PageSkeleton />
        </div>
      }
    >
      <Match when={session().state === "out"}>
        <Navigate href={`/login?next=${encodeURIComponent(location.pathname + location.search)}`} />
      </Match>
      <Match when={problem()}>
        {(failed) => (
          <main class="grid h-dvh place-items-center">
            <ErrorState problem={failed()} onRetry={() => void loadSession()} />
          </main>
        )}
      </Match>
      <Match when={me()}>
        <Frame>{props.children}</Frame>
      </Match>
    </Switch>
  );
};
