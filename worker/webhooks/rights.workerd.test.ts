/** Every route about webhooks that come in, asked by those who may not: members, admins of other circles, nobody. */
import { beforeAll, expect, test } from "vitest";
import { problem } from "../../tests/workerd/circle.ts";
import { join, newVisitor, send, told, type Visitor } from "../../tests/workerd/visitor.ts";
import {
  delivered,
  deliveriesPath,
  deliveryOf,
  listed,
  makeSource,
  type MadeSource,
  newIntake,
  reviewsPath,
  sourcesPath,
  start,
  usage,
} from "../../tests/workerd/webhooks.ts";

interface Place {
  ana: Visitor;
  ben: Visitor;
  eve: Visitor;
  circle: string;
  source: MadeSource;
  delivery: string;
  review: string;
}

let place: Place;
const reviewsOf = async (admin: Visitor, circle: string) =>
  (
    await (
      await admin.send(`${reviewsPath}?circle_id=${circle}`)
    ).json<{ results: { id: string; state: string; account_id: string | null }[] }>()
  ).results;

beforeAll(async () => {
  const { ana, circle } = await newIntake();
  const [ben, eve] = [await newVisitor("Ben"), await newVisitor("Eve")];
  await join(ana, circle.id, ben, "moderator");
  // She is an admin too, of a circle of her own.
  await eve.send("/api/circles/", { body: { name: "Elsewhere" } });
  const source = await makeSource(ana, circle.id, "custom");
  const ours = await makeSource(ana, circle.id);
  const { id: delivery } = await delivered(ana, ours, usage("Nobody knows", "u1", "reports", start));
  const [review] = await reviewsOf(ana, circle.id);
  place = { ana, ben, eve, circle: circle.id, source, delivery, review: review?.id ?? "" };
});

type Route = [method: string, path: (place: Place) => string, body?: (place: Place) => unknown];

const routes: Route[] = [
  ["GET", ({ circle }) => `${sourcesPath}?circle_id=${circle}`],
  ["POST", () => sourcesPath, ({ circle }) => ({ circle_id: circle, kind: "custom", name: "X" })],
  ["GET", ({ source }) => `${sourcesPath}${source.id}/`],
  ["PATCH", ({ source }) => `${sourcesPath}${source.id}/`, () => ({ paused: true })],
  ["POST", ({ source }) => `${sourcesPath}${source.id}/rotate/`, () => ({})],
  ["POST", ({ source }) => `${sourcesPath}${source.id}/example/`, () => ({ payload: {} })],
  ["POST", ({ source }) => `${sourcesPath}${source.id}/try/`, () => ({ mapping: [] })],
  ["DELETE", ({ source }) => `${sourcesPath}${source.id}/`],
  ["GET", ({ circle }) => `${deliveriesPath}?circle_id=${circle}`],
  ["POST", () => `${deliveriesPath}replay/`, ({ circle }) => ({ circle_id: circle })],
  ["GET", ({ delivery }) => `${deliveriesPath}${delivery}/`],
  ["POST", ({ delivery }) => `${deliveriesPath}${delivery}/dry-run/`],
  ["POST", ({ delivery }) => `${deliveriesPath}${delivery}/replay/`],
  ["GET", ({ circle }) => `${reviewsPath}?circle_id=${circle}`],
  ["POST", ({ review }) => `${reviewsPath}${review}/link/`, ({ source }) => ({ account_id: source.id })],
  ["POST", ({ review }) => `${reviewsPath}${review}/create/`, () => ({})],
  ["POST", ({ review }) => `${reviewsPath}${review}/ignore/`],
];

const places = { circle: "…", source: { id: "…" }, delivery: "…", review: "…" } as unknown as Place;
const shown = routes.map((route) => [route[0], route[1](places), route] as const);

test.each(shown)(
  "[IW1] [IW7] [IW12] %s %s: a member is refused, a stranger finds nothing",
  async (method, _path, route) => {
    const path = route[1](place);
    const body = route[2]?.(place);
    const call = { method, ...(body === undefined ? {} : { body }) };
    const { ben, eve } = place;
    const [member, stranger] = [await told(ben.send(path, call)), await told(eve.send(path, call))];
    expect([member.status, stranger.status, (await send(path, call)).status]).toEqual([403, 404, 401]);
    // What is not there at all reads the same.
    const missing = path.replace(/[0-9a-f]{6}(?=\/)/, "000000");
    expect(await told(eve.send(missing, call))).toEqual(stranger);
  },
);

test("[IW1] [IW7] [IW12] after all those who may not have asked, everything is as it was", async () => {
  const { ana, circle, source, delivery, review } = place;
  const { secret_end, paused } = await (
    await ana.send(`${sourcesPath}${source.id}/`)
  ).json<{ secret_end: string; paused: boolean }>();
  expect([secret_end, paused]).toEqual([source.secret.slice(-4), false]);
  expect((await listed(ana, circle)).map(({ id }) => id)).toEqual([delivery]);
  expect((await deliveryOf(ana, delivery)).state).toBe("held");
  expect(await reviewsOf(ana, circle)).toMatchObject([{ id: review, state: "open", account_id: null }]);
});

test("[IW12] an account of another circle cannot be linked", async () => {
  const { ana, circle, review } = place;
  const theirs = await newIntake();
  const linked = await told(ana.send(`${reviewsPath}${review}/link/`, { body: { account_id: theirs.acme } }));
  expect(linked).toEqual(problem("invalid", { errors: { account_id: ["Is no account of this circle."] } }));
  expect(await reviewsOf(ana, circle)).toMatchObject([{ state: "open", account_id: null }]);
});
