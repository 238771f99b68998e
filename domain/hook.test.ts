import { expect, test } from "vitest";
import { gathered, hears, type HookBody, hookEvents, hookWaits, whyNotSent } from "./hook.ts";

test("[WO2] a filter names everything, a family or one event, and nothing else", () => {
  expect(hookEvents.filter((event) => hears(["*"], event))).toEqual([...hookEvents]);
  expect(hookEvents.filter((event) => hears(["kpi.*", "note.added"], event))).toEqual([
    "note.added",
    "kpi.created",
    "kpi.changed",
    "kpi.recorded",
    "kpi.deleted",
  ]);
  expect(hears(["contact.changed"], "contact.changed.more")).toBe(false);
  expect(hears([], "contact.changed")).toBe(false);
});

const refused = (address: string, local = false) =>
  whyNotSent(URL.canParse(address) ? new URL(address) : null, local) !== null;

test.each([
  "http://example.com/hook",
  "ftp://example.com/",
  "not an address",
  "https://user:word@example.com/",
  "https://example.com:8080/",
  "https://localhost/",
  "https://localhost./",
  "https://intranet/",
  "https://db.internal/",
  "https://printer.local/",
  "https://127.0.0.1/",
  "https://127.1/",
  "https://0x7f.1/",
  "https://2130706433/",
  "https://017700000001/",
  "https://10.0.0.8/",
  "https://100.64.1.1/",
  "https://169.254.169.254/latest/meta-data",
  "https://172.16.0.1/",
  "https://172.31.255.255/",
  "https://192.168.1.1/",
  "https://198.18.0.1/",
  "https://224.0.0.1/",
  "https://255.255.255.255/",
  "https://0.0.0.0/",
  "https://[::]/",
  "https://[::1]/",
  "https://[::ffff:127.0.0.1]/",
  "https://[::ffff:10.1.2.3]/",
  "https://[64:ff9b::7f00:1]/",
  "https://[2002:7f00:1::]/",
  "https://[fc00::1]/",
  "https://[fd12:3456::1]/",
  "https://[fe80::1]/",
  "https://[ff02::1]/",
])("[WO3] %s is refused outside local mode", (address) => {
  expect(refused(address)).toBe(true);
});

test.each([
  "https://example.com/hooks?key=1",
  "https://hooks.example.co.uk:8443/a",
  "https://8.8.8.8/",
  "https://172.32.0.1/",
  "https://100.128.0.1/",
  "https://[2606:4700::1111]/",
  "https://bücher.example.com/",
])("[WO3] %s is taken", (address) => {
  expect(refused(address)).toBe(false);
});

test("[WO3] local mode takes this machine over plain http, and still no other scheme", () => {
  expect([refused("http://127.0.0.1:9000/", true), refused("http://localhost:9000/", true)]).toEqual([false, false]);
  expect([refused("file:///etc/passwd", true), refused("https://a:b@example.com/", true)]).toEqual([true, true]);
});

test("[WO5] ten tries take about three days", () => {
  expect(hookWaits).toHaveLength(10);
  expect(hookWaits.reduce((sum, wait) => sum + wait, 0) / 3_600_000).toBeCloseTo(75.58, 1);
});

test("[WO6] gathering keeps the newest state, the oldest values before, and counts", () => {
  const body = (object: Record<string, unknown>, previous: Record<string, unknown>, changes: number): HookBody => ({
    type: "contact.changed",
    timestamp: "2026-01-01T00:00:00.000Z",
    data: { circle_id: "c", object, previous, actor: "ana", via: "app", changes },
  });
  expect(
    gathered(
      body({ name: "B", email: "a" }, { name: "A" }, 2),
      body({ name: "C", email: "b" }, { name: "B", email: "a" }, 1),
    ).data,
  ).toEqual({
    circle_id: "c",
    object: { name: "C", email: "b" },
    previous: { name: "A", email: "a" },
    actor: "ana",
    via: "app",
    changes: 3,
  });
});
