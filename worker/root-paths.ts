/** Paths outside `/api` that belong to the interface, as its first users knew them. No page of the app may use one. [C2] */
export const rootPaths = [
  "/accounts",
  "/playbooks",
  "/portfolio",
  "/insights",
  "/health/recompute",
  "/actions",
  "/ingest",
  "/similar_customers",
  "/profile_summary",
] as const;

/** True for a path of the interface, wherever it stands. */
export const isInterface = (path: string): boolean =>
  path.startsWith("/api/") || path === "/api" || rootPaths.some((root) => path === root || path.startsWith(`${root}/`));
