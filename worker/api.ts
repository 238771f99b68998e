/** All routes in one place, and what happens around every one of them. */
import { Hono } from "hono";
import { Problem } from "../domain/problem.ts";
import type { Shell } from "./context.ts";
import { listenFrom } from "./log.ts";
import { limited } from "./middleware/limited.ts";
import { observed } from "./middleware/observed.ts";
import { crossOrigin, originChecked, secured, sized } from "./middleware/security.ts";
import { identified } from "./middleware/signed-in.ts";
import { refuse } from "./refusal.ts";
import { accountBook } from "./routes/account-book.ts";
import { accountHealth } from "./routes/account-health.ts";
import { accountContacts } from "./routes/account-contacts.ts";
import { accountExport } from "./routes/account-export.ts";
import { accountSteps } from "./routes/account-steps.ts";
import { accountTimeline } from "./routes/account-timeline.ts";
import { accountUsage } from "./routes/account-usage.ts";
import { accountRoutes } from "./routes/accounts.ts";
import { actions } from "./routes/actions.ts";
import { auth } from "./routes/auth.ts";
import { circles } from "./routes/circles.ts";
import { contactExport } from "./routes/contact-export.ts";
import { contactImport } from "./routes/contact-import.ts";
import { contacts } from "./routes/contacts.ts";
import { healthModel, healthRecompute } from "./routes/health-model.ts";
import { customerFigures } from "./routes/customer-metrics.ts";
import { customerFeedback, customerMeetings, feedback, meetings } from "./routes/customer-records.ts";
import { customers } from "./routes/customers.ts";
import { hooks } from "./routes/hooks.ts";
import { customerProfile, insights, profileSummary } from "./routes/insights.ts";
import { invitations } from "./routes/invitations.ts";
import { keys } from "./routes/keys.ts";
import { kpiHistory, kpiSeries, kpiUsual } from "./routes/kpi-history.ts";
import { kpiImport } from "./routes/kpi-import.ts";
import { kpis } from "./routes/kpis.ts";
import { me } from "./routes/me.ts";
import { notes } from "./routes/notes.ts";
import { bootstrap, health, healthDescribed, metrics, metricsDescribed } from "./routes/operations.ts";
import { pages } from "./routes/pages.ts";
import { playbookRuns } from "./routes/playbook-runs.ts";
import { accountRuns, playbooks } from "./routes/playbooks.ts";
import { accountBenchmark, analytics, portfolio } from "./routes/portfolio.ts";
import { addReference } from "./routes/reference.ts";
import { rootPaths } from "./root-paths.ts";
import { rounds } from "./routes/rounds.ts";
import { customerSimilar, similarCustomers } from "./routes/similar.ts";
import { socket } from "./routes/socket.ts";
import { webhookDeliveryRoutes } from "./routes/webhook-deliveries.ts";
import { webhookReviewRoutes } from "./routes/webhook-reviews.ts";
import { webhookKinds, webhookSourceRoutes } from "./routes/webhook-sources.ts";
import { webhooksIn } from "./routes/webhooks-in.ts";
import { views } from "./routes/views.ts";
import { today } from "./routes/today.ts";
import { accountPromises, meetingNotes } from "./routes/promises.ts";
import { usageIngest } from "./routes/ingest.ts";

/** Paths with and without a slash at the end are the same resource, with no redirect. [C3] */
const app = new Hono<Shell>({ strict: false });

app.onError(refuse);
app.notFound((c) => refuse(new Problem("not_found"), c));

app.use(async (c, next) => {
  listenFrom(c.env.LOG_LEVEL);
  await next();
});
app.use(observed, secured);

app.get("/health", healthDescribed, health);
app.get("/api/health", healthDescribed, health);
app.get("/metrics", metricsDescribed, metrics);

// Before everything that asks who is there: other systems sign what they send.
app.route("/api/webhooks/in", webhooksIn);

app.use("/api/*", crossOrigin, sized, originChecked, identified, limited);
for (const path of rootPaths)
  for (const under of [path, `${path}/*`]) app.use(under, crossOrigin, sized, originChecked, identified, limited);

const routes = app
  .route("/api/auth", auth)
  .route("/api/bootstrap", bootstrap)
  .route("/api/me", me)
  .route("/api/keys", keys)
  .route("/api/invitations", invitations)
  .route("/api/circles/:id/socket", socket)
  .route("/api/circles/:id", today)
  .route("/api/circles", circles)
  .route("/playbooks", playbooks)
  .route("/api/playbooks", playbooks)
  .route("/api/playbook-runs", playbookRuns)
  .route("/api/accounts", accountRuns)
  .route("/actions", actions)
  .route("/api/actions", actions)
  .route("/insights", insights)
  .route("/api/insights", insights)
  .route("/insights", meetingNotes)
  .route("/api/insights", meetingNotes)
  .route("/similar_customers", similarCustomers)
  .route("/api/similar_customers", similarCustomers)
  .route("/profile_summary", profileSummary)
  .route("/api/profile_summary", profileSummary)
  .route("/portfolio", portfolio)
  .route("/api/portfolio", portfolio)
  .route("/api/analytics", analytics)
  .route("/api/accounts/book", accountBook)
  .route("/api/accounts", accountBenchmark)
  .route("/accounts", accountBenchmark)
  .route("/api/customers", accountBenchmark)
  .route("/api/ingest", usageIngest)
  .route("/ingest", usageIngest)
  .route("/api/accounts", accountHealth)
  .route("/accounts", accountHealth)
  .route("/api/health/recompute", healthRecompute)
  .route("/health/recompute", healthRecompute)
  .route("/api/health", healthModel)
  .route("/api/customers/feedback", feedback)
  .route("/api/customers/meetings", meetings)
  .route("/api/customers/:id/feedback", customerFeedback)
  .route("/api/customers/:id/meetings", customerMeetings)
  .route("/api/customers/:id/metrics", customerFigures)
  .route("/api/customers", customerProfile)
  .route("/api/customers", customerSimilar)
  .route("/api/customers", customers)
  .route("/api/accounts/:id/feedback", customerFeedback)
  .route("/api/accounts/:id/meetings", customerMeetings)
  .route("/api/accounts/:id/promises", accountPromises)
  .route("/api/customers/:id/promises", accountPromises)
  .route("/api/accounts/:id/usage", accountUsage)
  .route("/api/accounts/:id/timeline", accountTimeline)
  .route("/api/accounts/:id/contacts", accountContacts)
  .route("/api/accounts/export", accountExport)
  .route("/api/accounts", accountSteps)
  .route("/api/accounts", accountRoutes)
  .route("/accounts", accountRoutes)
  .route("/api/views", views)
  .route("/api/webhooks/out", hooks)
  .route("/api/crm/contacts/import", contactImport)
  .route("/api/crm/contacts", contactExport)
  .route("/api/crm/contacts", contacts)
  .route("/api/crm/contacts", notes)
  .route("/api/kpi/kpis", kpis)
  .route("/api/kpi/kpis", kpiHistory)
  .route("/api/kpi/kpis", kpiImport)
  .route("/api/kpi/series", kpiSeries)
  .route("/api/kpi/usual", kpiUsual)
  .route("/api/kpi/rounds", rounds)
  .route("/api/webhooks/kinds", webhookKinds)
  .route("/api/webhooks/sources", webhookSourceRoutes)
  .route("/api/webhooks/deliveries", webhookDeliveryRoutes)
  .route("/api/webhooks/reviews", webhookReviewRoutes);
// Further resources are mounted here, each on a line of its own.

addReference(app);

app.all("/api/*", (c) => refuse(new Problem("not_found"), c));
for (const path of rootPaths)
  for (const under of [path, `${path}/*`]) app.all(under, (c) => refuse(new Problem("not_found"), c));

app.get("*", pages);

export { app };
/** @public What a typed client is made from. */
export type Api = typeof routes;
