/** Instants as a date field of this time zone writes them, and back. */

/** `at` in milliseconds; to the minute. */
export const fieldTime = (at: number): string => {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
};

export const instantOf = (text: string): string | undefined => {
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
};
