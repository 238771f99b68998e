/** Counts of this isolate, as Prometheus reads them. */

interface Series {
  method: string;
  route: string;
  status: number;
  requests: number;
  seconds: number;
}

const series = new Map<string, Series>();
const mostSeries = 2_000;
let since = 0;

export const count = (method: string, route: string, status: number, milliseconds: number): void => {
  since ||= Date.now();
  const name = `${method} ${route} ${status}`;
  let row = series.get(name);
  if (!row) {
    if (series.size >= mostSeries) return;
    series.set(name, (row = { method, route, status, requests: 0, seconds: 0 }));
  }
  row.requests += 1;
  row.seconds += milliseconds / 1000;
};

const quoted = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");

/** The exposition format, version 0.0.4. */
export const exposition = (): string => {
  const rows = [...series.values()];
  const labels = (row: Series): string =>
    `{method="${quoted(row.method)}",route="${quoted(row.route)}",status="${row.status}"}`;
  return [
    "# HELP rondo_requests_total Requests answered by this isolate.",
    "# TYPE rondo_requests_total counter",
    ...rows.map((row) => `rondo_requests_total${labels(row)} ${row.requests}`),
    "# HELP rondo_request_seconds_total Time spent answering them.",
    "# TYPE rondo_request_seconds_total counter",
    ...rows.map((row) => `rondo_request_seconds_total${labels(row)} ${row.seconds.toFixed(6)}`),
    "# HELP rondo_isolate_start_seconds When this isolate answered its first request.",
    "# TYPE rondo_isolate_start_seconds gauge",
    `rondo_isolate_start_seconds ${(since / 1000).toFixed(3)}`,
    "",
  ].join("\n");
};
