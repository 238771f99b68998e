import { expect, test } from "vitest";
import { forWorkerd, revive } from "./workerd-config-transform.ts";

const worker = (bindings: { name: string; [kind: string]: unknown }[]) => ({
  name: "core:user:rondo",
  worker: { bindings, globalOutbound: { name: "outbound:0" }, cacheApiOutbound: { name: "cache:0" } },
});

test("[RUN9] the Worker stands alone behind one socket, and its texts come from the environment", () => {
  const config = forWorkerd(
    {
      services: [
        worker([
          { name: "MINIFLARE_LOOPBACK", service: { name: "loopback" } },
          { name: "AUTH_SECRET", text: "written down" },
          { name: "ASSETS", service: { name: "assets:service" } },
        ]),
        { name: "assets:service", worker: { bindings: [] } },
        { name: "core:entry", worker: {} },
        { name: "loopback", external: {} },
      ],
      sockets: [{ name: "miniflare" }],
      extensions: ["kept"],
      structuredLogging: true,
    },
    "core:user:rondo",
    ["AUTH_SECRET"],
  );
  expect(config).toEqual({
    extensions: ["kept"],
    sockets: [{ name: "entry", service: { name: "core:user:rondo" }, http: {} }],
    services: [
      {
        name: "core:user:rondo",
        worker: {
          bindings: [
            { name: "ASSETS", service: { name: "assets:service" } },
            { name: "AUTH_SECRET", fromEnvironment: "AUTH_SECRET" },
          ],
          globalOutbound: { name: "internet" },
        },
      },
      { name: "assets:service", worker: { bindings: [] } },
    ],
  });
});

test("[RUN9] the queues' broker keeps its messages in memory, which JSON cannot say", () => {
  const broker = (durableObjectStorage: object) => ({
    name: "queues:queue",
    worker: { bindings: [], durableObjectStorage },
  });
  const nothing = Symbol("nothing");
  const { services } = forWorkerd({ services: [worker([]), broker({})] }, "core:user:rondo", [], nothing);
  expect(services[1]).toEqual(broker({ inMemory: nothing }));
  const disk = { localDisk: "internet" };
  expect(forWorkerd({ services: [broker(disk)] }, "none", [], nothing).services[0]).toEqual(broker(disk));
});

test("[RUN9] a binding that lives in Node is refused by name", () => {
  const services = [worker([{ name: "MAIL", service: { name: "email:store" } }])];
  expect(() => forWorkerd({ services }, "core:user:rondo", [])).toThrow("workerd alone cannot serve email:store");
});

test("[RUN9] bytes that JSON spread out are bytes again", () => {
  const text = JSON.stringify({ plain: Uint8Array.of(7, 8), buffer: Buffer.of(9), list: [1], empty: {} });
  expect(JSON.parse(text, revive)).toEqual({
    plain: Uint8Array.of(7, 8),
    buffer: Uint8Array.of(9),
    list: [1],
    empty: {},
  });
});
