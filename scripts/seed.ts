/** `npm run seed [http://localhost:8787]`: plants the sample circle into a Rondo that runs, or adds what is missing of it. [A22] */
import { fail, Refusal, step } from "./progress.ts";
import { plant, signInLines } from "./sample.ts";

const address = (process.argv[2] ?? `http://localhost:${process.env.PORT ?? "8787"}`).replace(/\/$/, "");

const seed = async (): Promise<void> => {
  await fetch(`${address}/health`).catch(() => {
    throw new Refusal(
      `Nothing answers at ${address}. Start it first (npm start), or name another address: npm run seed -- https://…`,
    );
  });
  await step("Planting the sample circle", () => plant(address));
  for (const line of signInLines) console.log(line);
};

await seed().catch(fail);
