import { expect, test } from "vitest";
import { TestCircle } from "../tests/circle.ts";
import { answerOnce, repliesKept } from "./once.ts";

const asked = (circle: TestCircle, once: { key: string; hash: string }, args: unknown) =>
  answerOnce(
    circle.storage,
    once,
    circle.now,
    (also) => void circle.host.write({ name: "contact.create", args, member: 1, scope: "write", via: "rest" }, also),
    (outcome) => ({
      status: outcome.status === "refused" ? outcome.problem.status : 201,
      body: `at ${circle.host.room.rev}`,
    }),
  );

test("[SY4] the same key and body has one effect and one answer, a refusal too", () => {
  const circle = new TestCircle();
  circle.member("ana");
  const args = circle.newContact();
  const first = asked(circle, { key: "k", hash: "h" }, args);
  expect(first).toEqual({ status: 201, body: "at 1" });
  expect(asked(circle, { key: "k", hash: "h" }, args)).toEqual({ ...first, repeated: true });
  const refused = asked(circle, { key: "again", hash: "h" }, args);
  expect(refused).toEqual({ status: 409, body: "at 1" });
  expect(asked(circle, { key: "again", hash: "h" }, args)).toEqual({ ...refused, repeated: true });
  expect(circle.host.room.rev).toBe(1);
});

test("[SY4] the same key with another body is a conflict, until a day has passed", () => {
  const circle = new TestCircle();
  circle.member("ana");
  asked(circle, { key: "k", hash: "h" }, circle.newContact());
  expect(() => asked(circle, { key: "k", hash: "other" }, circle.newContact())).toThrow(
    expect.objectContaining({ code: "key_reused" }),
  );
  circle.pass(repliesKept);
  expect(asked(circle, { key: "k", hash: "other" }, circle.newContact())).toEqual({ status: 201, body: "at 2" });
});
