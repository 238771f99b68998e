/** GitHub: issues are tickets of the organization, everything else that somebody does is use of a feature of that name. */
import { readInstant, readPayload, type Reader } from "../../domain/payload.ts";
import { judge, unsigned } from "./signature.ts";
import type { Source } from "./source.ts";

/** Events that nobody does by hand, or that are about the webhook itself. */
const noUse = new Set(["ping", "meta", "check_run", "check_suite", "status", "workflow_job", "workflow_run"]);

const readEvent = (reader: Reader, event: string, usualAt: number): string | null => {
  if (event === "" || noUse.has(event)) return `Events of the kind ${event || "unknown"} are not read.`;
  const key = reader.firstText(
    ["organization.login", "repository.owner.login", "installation.account.login"],
    "account",
  );
  if (key === null) return "The event names no organization.";
  const account = { key, name: reader.text("organization.name", "account's name") ?? undefined };
  const user = reader.firstText(["sender.login", "pusher.name"], "user");
  if (event === "issues") {
    const id = reader.text("issue.id", "ticket");
    if (id === null) return "The issue has no id.";
    const state = reader.text("issue.state", "open");
    const gone = /^(deleted|transferred)$/.test(reader.text("action", "kind of change") ?? "");
    reader.add({
      what: "ticket",
      account,
      at: reader.firstInstant(["issue.updated_at", "issue.created_at"], "at") ?? usualAt,
      id,
      open: state !== "closed" && !gone,
      opened_at: readInstant(reader.peek("issue.created_at")),
      title: reader.text("issue.title", "title"),
    });
    return null;
  }
  const at =
    reader.firstInstant(
      ["head_commit.timestamp", "comment.updated_at", "pull_request.updated_at", "release.published_at", "starred_at"],
      "at",
    ) ?? usualAt;
  reader.add({ what: "usage", account: { ...account, user: user ?? undefined }, at, user, feature: event });
  return null;
};

export const github: Source = {
  kind: "github",
  signing: "Set the secret on the webhook, with the content type application/json.",
  secretFrom: "us",
  async verify({ headers, body }, secrets, now) {
    const given = headers.get("x-hub-signature-256");
    if (!given) return unsigned;
    if (!/^sha256=[0-9a-f]{64}$/i.test(given) || body === "") return { verdict: "wrong_signature", signedAt: null };
    const { Webhooks } = await import("@octokit/webhooks");
    return judge(secrets, (secret) => new Webhooks({ secret }).verify(body, given), null, now);
  },
  // Its signature is over the body alone: by the delivery's id, in a header, what somebody overheard would count anew each day. [IW5]
  eventId: () => null,
  read: (payload, { at, headers }) =>
    readPayload(payload, (reader) => {
      const event = headers["x-github-event"] ?? "";
      reader.say("x-github-event", event, "kind of event");
      return readEvent(reader, event, at);
    }),
};
