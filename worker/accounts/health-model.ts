/** The health model in force in a circle, by its version; published ones never change, so an isolate keeps them. */
import { and, eq } from "drizzle-orm";
import { type HealthModel, usualModel } from "../../domain/health.ts";
import { healthVersions } from "../../drizzle/accounts.ts";
import { organization } from "../../drizzle/d1.ts";
import type { Database } from "../database.ts";

const kept = new Map<string, HealthModel>();
const mostKept = 500;

/** Version 0 is the usual model. */
export const modelOf = async (db: Database, circle: string, version: number): Promise<HealthModel> => {
  if (version === 0) return usualModel;
  const name = `${circle}/${version}`;
  const known = kept.get(name);
  if (known) return known;
  const row = await db
    .select({ model: healthVersions.model })
    .from(healthVersions)
    .where(and(eq(healthVersions.circle, circle), eq(healthVersions.version, version)))
    .get();
  if (!row) throw new Error(`health model ${version} is missing`);
  const model = JSON.parse(row.model) as HealthModel;
  if (kept.size >= mostKept) kept.clear();
  kept.set(name, model);
  return model;
};

export const versionInForce = async (db: Database, circle: string): Promise<number> => {
  const row = await db
    .select({ version: organization.healthVersion })
    .from(organization)
    .where(eq(organization.id, circle))
    .get();
  return row?.version ?? 0;
};
