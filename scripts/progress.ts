/** One line on the terminal for each piece of work that a person would otherwise wait for in silence. */

export const seconds = (since: number): string => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Prints the title at once and the time it took at the end. */
export const step = async <T>(title: string, work: () => Promise<T> | T): Promise<T> => {
  const started = Date.now();
  process.stdout.write(`${title} … `);
  try {
    const result = await work();
    process.stdout.write(`${seconds(started)}\n`);
    return result;
  } catch (error) {
    process.stdout.write("failed\n");
    throw error;
  }
};

/** What a person can act on: printed without a stack. */
export class Refusal extends Error {}

/** Ends the process after an error that nobody caught: one clear paragraph for a refusal, the stack for a bug. */
export const fail = (error: unknown): never => {
  console.error(error instanceof Refusal ? `\n${error.message}\n` : error);
  process.exit(1);
};
