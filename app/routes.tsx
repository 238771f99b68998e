/** Every address of the app. Each page is its own chunk. */
import { Navigate, Route, Router } from "@solidjs/router";
import { type Component, type JSX, lazy, Show, Suspense } from "solid-js";
import { preferences } from "./preferences.ts";
import { me } from "./session.ts";

/** The code that is on its way. */
const coming = new Set<Promise<unknown>>();
/** The frame waits so long for its page, so that both are drawn at once, in milliseconds. */
const patience = 100;

const page = <Props extends object>(load: () => Promise<Component<Props>>) =>
  lazy(async () => {
    const loading = load();
    coming.add(loading);
    void loading.finally(() => coming.delete(loading)).catch(() => undefined);
    return { default: await loading };
  });

const withItsPage = async <Code,>(code: Promise<Code>): Promise<Code> => {
  const loaded = await code;
  await Promise.race([Promise.allSettled(coming), new Promise((done) => setTimeout(done, patience))]);
  return loaded;
};

const Landing = page(async () => (await import("./pages/landing/landing.tsx")).Landing);
const SignIn = page(async () => (await import("./pages/sign-in/sign-in.tsx")).SignIn);
const SignUp = page(async () => (await import("./pages/sign-in/sign-up.tsx")).SignUp);
const Shell = lazy(async () => ({ default: (await withItsPage(import("./shell.tsx"))).Shell }));
const InCircle = page(async () => (await import("./circle-scope.tsx")).InCircle);
const Circles = page(async () => (await import("./pages/circles/circles.tsx")).Circles);
const Invitation = page(async () => (await import("./pages/invitation/invitation.tsx")).InvitationPage);
const Today = page(async () => (await import("./pages/today/today.tsx")).Today);
const Portfolio = page(async () => (await import("./pages/portfolio/portfolio.tsx")).PortfolioPage);
const Board = page(async () => (await import("./pages/board/board.tsx")).Board);
const Kpis = page(async () => (await import("./pages/kpis/kpis.tsx")).Kpis);
const Accounts = page(async () => (await import("./pages/accounts/accounts.tsx")).Accounts);
const Playbooks = page(async () => (await import("./pages/playbooks/playbooks.tsx")).Playbooks);
const Ask = page(async () => (await import("./pages/ask/ask.tsx")).Ask);
const Brief = page(async () => (await import("./pages/account/brief.tsx")).Brief);
const Similar = page(async () => (await import("./pages/account/similar.tsx")).Similar);
const Lab = page(async () => (await import("./pages/lab/lab.tsx")).Lab);
const Account = page(async () => (await import("./pages/account/account.tsx")).Account);
const Import = page(async () => (await import("./pages/import/import.tsx")).Import);
const ImportUsage = page(async () => (await import("./pages/import/usage/usage.tsx")).ImportUsage);
const Webhooks = page(async () => (await import("./pages/webhooks/webhooks.tsx")).Webhooks);
const CircleSettings = page(async () => (await import("./pages/circle-settings/circle-settings.tsx")).CircleSettings);
const Settings = page(async () => (await import("./pages/settings/settings.tsx")).Settings);
const Help = page(async () => (await import("./pages/help/help.tsx")).Help);
const Missing = page(async () => (await import("./pages/missing/missing.tsx")).Missing);
const MissingPage = page(async () => (await import("./pages/missing/missing.tsx")).MissingPage);

/** `/dashboard`: the circle opened last, else the first, else the page that makes one. */
const Dashboard = (): JSX.Element => {
  const circles = () => me()?.circles ?? [];
  const target = () => circles().find((circle) => circle.id === preferences().circle) ?? circles()[0];
  return (
    <Show when={me()}>
      <Navigate href={target() ? `/c/${target()?.id}/today` : "/circles"} />
    </Show>
  );
};

export const Routes = (): JSX.Element => (
  <Router root={(props) => <Suspense>{props.children}</Suspense>}>
    <Route path="/" component={Landing} />
    <Route path="/login" component={SignIn} />
    <Route path="/sign-up" component={SignUp} />
    <Route component={Shell}>
      <Route path="/dashboard" component={Dashboard} />
      <Route path="/circles" component={Circles} />
      <Route path="/invitations/:id" component={Invitation} />
      <Route path="/settings" component={Settings} />
      <Route path="/help" component={Help} />
      <Route path="/account/:id" component={Account} />
      <Route path="/account/:id/brief" component={Brief} />
      <Route path="/account/:id/similar" component={Similar} />
      <Route path="/c/:circle" component={InCircle}>
        <Route path="/" component={() => <Navigate href="today" />} />
        <Route path="/today" component={Today} />
        <Route path="/portfolio" component={Portfolio} />
        <Route path={["/board", "/contacts/:id"]} component={Board} />
        <Route path={["/kpis", "/kpis/:kpi"]} component={Kpis} />
        <Route path={["/accounts", "/accounts/:account"]} component={Accounts} />
        <Route path="/playbooks" component={Playbooks} />
        <Route path="/ask" component={Ask} />
        <Route path="/lab" component={Lab} />
        <Route path="/import" component={Import} />
        <Route path="/import/usage" component={ImportUsage} />
        <Route path={["/webhooks", "/webhooks/:tab"]} component={Webhooks} />
        <Route path="/settings" component={CircleSettings} />
        <Route path="*" component={MissingPage} />
      </Route>
    </Route>
    <Route path="*" component={Missing} />
  </Router>
);
