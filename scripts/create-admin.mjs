/**
 * Makes the first admin of a Rondo: `node scripts/create-admin.mjs [https://rondo.example.com]`.
 * Asks for what the environment does not give. See docs/operate.md.
 */
import process from "node:process";
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

const address = (process.argv[2] ?? "http://localhost:8787").replace(/\/$/, "");

let silent = false;
const screen = new Writable({
  write(chunk, _encoding, done) {
    if (!silent) process.stdout.write(chunk);
    done();
  },
});
const prompt = createInterface({ input: process.stdin, output: screen, terminal: process.stdin.isTTY });

/** The answer from the environment, else from the keyboard; a secret is not shown while it is typed. */
const ask = async (variable, question, secret = false) => {
  const given = process.env[variable];
  if (given) return given;
  if (!process.stdin.isTTY) {
    console.error(`Set ${variable}, or run this on a terminal.`);
    process.exit(1);
  }
  process.stdout.write(`${question}: `);
  silent = secret;
  const text = await prompt.question("");
  silent = false;
  if (secret) process.stdout.write("\n");
  return text;
};

const token = await ask("BOOTSTRAP_TOKEN", "Bootstrap token", true);
const name = await ask("ADMIN_NAME", "Name");
const email = await ask("ADMIN_EMAIL", "E-mail address");
const password = await ask("ADMIN_PASSWORD", "Password (8 characters or more)", true);
const circle = await ask("ADMIN_CIRCLE", "Name of the first circle");
prompt.close();

let response;
try {
  response = await fetch(`${address}/api/bootstrap/`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ name, email, password, circle }),
  });
} catch {
  console.error(`${address} cannot be reached.`);
  process.exit(1);
}

if (response.status === 201) {
  console.log(`${email} is admin of ${circle}. Sign in at ${address}/login, and take BOOTSTRAP_TOKEN away again.`);
} else if (response.status === 404) {
  console.error(`${address} has no BOOTSTRAP_TOKEN set.`);
  process.exit(1);
} else {
  const problem = await response.json().catch(() => ({}));
  console.error(`${response.status} ${problem.title ?? ""}`);
  for (const [field, messages] of Object.entries(problem.errors ?? {}))
    console.error(`  ${field}: ${messages.join(" ")}`);
  process.exit(1);
}
