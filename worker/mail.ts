/** Sending mail: a POST of `{from, to, subject, text}` to whatever `MAIL_URL` names. Without it nothing is sent. */
import type { Env } from "./env.ts";
import { log } from "./log.ts";

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Never throws: a mail that could not be handed over is logged, without its address. */
export const sendMail = async (env: Env, kind: string, mail: Mail): Promise<void> => {
  if (!env.MAIL_URL) {
    log("warn", "mail.not_configured", { kind });
    return;
  }
  try {
    const answer = await fetch(env.MAIL_URL, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(env.MAIL_TOKEN ? { authorization: `Bearer ${env.MAIL_TOKEN}` } : {}),
      },
      body: JSON.stringify({ from: env.MAIL_FROM ?? "Rondo <rondo@localhost>", ...mail }),
    });
    if (!answer.ok) log("error", "mail.refused", { kind, status: answer.status });
  } catch {
    log("error", "mail.unreachable", { kind });
  }
};
