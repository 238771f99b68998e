/** A circle with one person of each role, what the circle itself thinks of them, and circles that do not answer. */
import { env } from "cloudflare:workers";
import { circleOf } from "../../domain/id.ts";
import { Problem } from "../../domain/problem.ts";
import { circleStub } from "../../party/rpc.ts";
import { join, newCircle, newVisitor, type Visitor } from "./visitor.ts";

/** A problem as `told` gives it. */
export const problem = (
  code: ConstructorParameters<typeof Problem>[0],
  parts?: ConstructorParameters<typeof Problem>[1],
) => {
  const body = new Problem(code, parts).body();
  return { status: body.status, body };
};

/** What the circle itself thinks of a person's role. */
export const roleThere = async (circle: string, person: Visitor) => {
  const reply = await circleStub(env.Circle, circleOf(circle) ?? 0).roleOf(person.id);
  return reply.ok ? reply.value : reply.problem.code;
};

/** A circle namespace whose objects never answer. */
export const noCircles = {
  getByName: () => new Proxy({}, { get: () => async () => Promise.reject(new Error("gone")) }),
} as unknown as DurableObjectNamespace;

export const trio = async () => {
  const [ana, mo, ben] = await Promise.all([newVisitor("Ana"), newVisitor("Mo"), newVisitor("Ben")]);
  const circle = await newCircle(ana, "North");
  await join(ana, circle, mo, "moderator");
  await join(ana, circle, ben, "member");
  return { ana, mo, ben, circle, path: `/api/circles/${circle}/` };
};
