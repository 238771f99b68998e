/** Taking an imported file into the circle, batch by batch, each row through the one door. [IM1] [IM3] [IM10] */
import {
  type ImportContact,
  type ImportedFields,
  type ImportResult,
  importMutations,
} from "../domain/contact-import.ts";
import { type Finder, findContact } from "../domain/import/match.ts";
import type { ReadRow } from "../domain/import/row.ts";
import { readArgs } from "../domain/mutation-schema.ts";
import { type Actor, demand } from "../domain/mutation.ts";
import type { Scope } from "../domain/permission.ts";
import { Problem } from "../domain/problem.ts";
import { fold } from "../domain/text.ts";
import { DryTx } from "./import-dry.ts";
import type { ImportProgress, ImportRun, RowReport, RowVerdict } from "../domain/import/report.ts";
import type { ImportFinish, ImportRow, ImportRows, ImportStart, ImportStarted } from "./import-rpc.ts";
import type { Outcome, Room, Write } from "./room.ts";
import type { ImportBatch, ImportRunRow, Member } from "./storage.ts";

export interface Importer {
  member: Member;
  scope: Scope;
}

/** What this file needs of the circle's host. */
export interface ImportHost {
  room: Room;
  write(write: Write, also?: (outcome: Outcome) => void): Outcome;
  announce(topic: string, body: unknown): void;
  /** Sends what is due. */
  tick(): void;
}

const day = 24 * 60 * 60_000;
/** Runs whose verdicts are kept. */
const runsKept = 50;
/** A run that nothing was heard of for so long has stopped; a dry run is forgotten. */
const patience = 60_000;

/** What imports said of a contact. */
interface Told {
  fields: ImportedFields;
  /** The row of this same run that spoke of it, or null. */
  row: number | null;
}

interface Dry {
  tx: DryTx;
  told: Map<string, Told>;
  heardAt: number;
}

export class Imports {
  readonly #host: ImportHost;
  readonly #now: () => number;
  readonly #dry = new Map<string, Dry>();

  constructor(host: ImportHost) {
    this.#host = host;
    this.#now = host.room.options.now;
  }

  start(by: Importer, { file_name, dry_run, key }: ImportStart): ImportStarted {
    const { room } = this.#host;
    demand({ actor: actorOf(by) }, "contact.import");
    const now = this.#now();
    const kept = key === null || dry_run ? undefined : room.storage.get("reply", key);
    if (kept && kept.at > now - day) return { id: null, kept };
    const id = room.fresh();
    if (dry_run) {
      for (const [old, { heardAt }] of this.#dry) if (heardAt < now - patience) this.#dry.delete(old);
      this.#dry.set(id, { tx: new DryTx(room.storage, now, actorOf(by), room.fresh), told: new Map(), heardAt: now });
      return { id, kept: null };
    }
    if (key !== null && this.#runs().some((run) => run.key === key && this.#stateOf(run) === "running"))
      throw new Problem("key_reused", { detail: "The first request with this key is still at work." });
    room.storage.transact(() => {
      for (const old of room.storage.list("import_run", "at", { backwards: true }).slice(runsKept - 1))
        this.#forget(old.id);
      room.storage.insert("import_run", {
        id,
        at: now,
        member: by.member.n,
        file_name,
        columns: [],
        state: "running",
        key,
        heard_at: now,
        finished_at: null,
        rows_received: 0,
        created: 0,
        updated: 0,
        duplicate: 0,
        refused: 0,
      });
    });
    return { id, kept: null };
  }

  /** One batch. Every row gets its verdict, in order. */
  take(by: Importer, id: string, { rows, done, columns }: ImportRows): RowReport[] {
    const dry = this.#dry.get(id);
    if (dry) {
      dry.heardAt = this.#now();
      return rows.map((row) => this.#rehearse(dry, row));
    }
    // Batches follow each other so closely that no timer comes between them: cards would appear only at the end.
    this.#host.tick();
    const run = this.#running(id);
    const reports = rows.map((row) => this.#perform(by, run.id, row));
    const { storage } = this.#host.room;
    const counts = { ...run };
    counts.rows_received += rows.length;
    for (const { verdict } of reports) counts[verdict] += 1;
    storage.transact(() => {
      storage.patch("import_run", id, { ...countsOf(counts), ...(columns ? { columns } : {}), heard_at: this.#now() });
      if (reports.length > 0)
        storage.insert("import_batch", {
          id: `${id}/${String(run.rows_received).padStart(9, "0")}`,
          run: id,
          first: run.rows_received,
          rows: reports,
        });
    });
    this.#announce(counts, done);
    return reports;
  }

  finish(id: string, { state, answer }: ImportFinish): ImportRun | null {
    if (this.#dry.delete(id)) return null;
    const { storage } = this.#host.room;
    const run = this.#running(id);
    if (state === "stopped" && run.rows_received === 0) {
      storage.transact(() => this.#forget(id));
      return null;
    }
    const finished = { ...run, state, finished_at: this.#now() };
    storage.transact(() => {
      storage.patch("import_run", id, { state, finished_at: finished.finished_at });
      if (!answer) return;
      if (storage.get("reply", answer.key)) storage.remove("reply", answer.key);
      storage.insert("reply", { ...answer, at: this.#now() });
    });
    this.#announce(finished, 1);
    return this.#shown(finished);
  }

  /** Newest first. */
  runs(by: Importer): ImportRun[] {
    demand({ actor: actorOf(by) }, "contact.import");
    return this.#runs().map((run) => this.#shown(run));
  }

  run(by: Importer, id: string): ImportRun {
    demand({ actor: actorOf(by) }, "contact.import");
    const run = this.#host.room.storage.get("import_run", id);
    if (!run) throw new Problem("not_found");
    return this.#shown(run);
  }

  /** Verdicts of a run, from the `from`th of those that are wanted; `count` is how many there are in all. */
  rows(
    by: Importer,
    id: string,
    verdict: RowVerdict | null,
    from: number,
    most: number,
  ): { count: number; rows: RowReport[] } {
    const run = this.run(by, id);
    const count = verdict === null ? run.rows_received : run[verdict];
    const found: RowReport[] = [];
    let skipped = 0;
    for (let first = -1; found.length < most;) {
      const batch: ImportBatch | undefined = this.#host.room.storage.list("import_batch", "run", {
        at: [id],
        above: first,
        limit: 1,
      })[0];
      if (!batch) break;
      first = batch.first;
      const wanted = verdict === null ? batch.rows : batch.rows.filter((row) => row.verdict === verdict);
      found.push(...wanted.slice(Math.max(0, from - skipped), Math.max(0, from - skipped) + most - found.length));
      skipped += wanted.length;
    }
    return { count, rows: found };
  }

  #perform(by: Importer, run: string, given: ImportRow): RowReport {
    const { room } = this.#host;
    const { storage } = room;
    if (!given.read) return refusedRow(given);
    const { read } = given;
    const contact = findContact(this.#finder, read);
    const known = contact && storage.get("imported", contact.id);
    const told: Told | undefined = known && { fields: known.fields, row: known.run === run ? known.row : null };
    const id = contact?.id ?? room.fresh();
    const args = argsOf(id, read, told);
    const outcome = this.#host.write(
      { name: "contact.import", args, member: by.member.n, scope: by.scope, via: "import" },
      ({ status }) => {
        if (status !== "applied" && status !== "unchanged") return;
        const fields = { ...known?.fields, ...read.fields };
        if (known) storage.patch("imported", id, { fields, run, row: given.row });
        else storage.insert("imported", { contact: id, fields, run, row: given.row });
      },
    );
    if (outcome.status === "refused") return refusedBy(given, outcome.problem);
    if (outcome.status !== "applied" && outcome.status !== "unchanged")
      throw new Error("an import has no numbers to repeat");
    return reported(given, id, outcome.result as ImportResult);
  }

  /** The same rule on the same rows, in a transaction that writes nothing. */
  #rehearse(dry: Dry, given: ImportRow): RowReport {
    if (!given.read) return refusedRow(given);
    const { read } = given;
    const { tx, told } = dry;
    const contact = findContact(
      { get: (id) => tx.get("contact", id), where: (column, value) => tx.where("contact", column, value) },
      read,
    );
    const stored = contact && this.#host.room.storage.get("imported", contact.id);
    const known = contact && (told.get(contact.id) ?? (stored && { fields: stored.fields, row: null }));
    const id = contact?.id ?? tx.fresh();
    try {
      const result = importMutations["contact.import"].run(
        tx,
        readArgs("contact.import", argsOf(id, read, known), this.#host.room.options.key),
      ) as ImportResult;
      told.set(id, { fields: { ...known?.fields, ...read.fields }, row: given.row });
      return reported(given, result.verdict === "created" ? null : id, result);
    } catch (error) {
      if (error instanceof Problem) return refusedBy(given, error);
      throw error;
    }
  }

  get #finder(): Finder {
    const { storage } = this.#host.room;
    return {
      get: (id) => storage.get("contact", id),
      where: (column, value) => storage.list("contact", column, { at: [column === "email" ? fold(value) : value] }),
    };
  }

  #runs(): ImportRunRow[] {
    return this.#host.room.storage.list("import_run", "at", { backwards: true });
  }

  #running(id: string): ImportRunRow {
    const run = this.#host.room.storage.get("import_run", id);
    if (run?.state !== "running") throw new Problem("not_found");
    return run;
  }

  #stateOf(run: ImportRunRow): ImportRun["state"] {
    return run.state === "running" && run.heard_at < this.#now() - patience ? "stopped" : run.state;
  }

  #forget(run: string): void {
    const { storage } = this.#host.room;
    for (const { id } of storage.list("import_batch", "run", { at: [run] })) storage.remove("import_batch", id);
    storage.remove("import_run", run);
  }

  #shown(run: ImportRunRow): ImportRun {
    const { id, file_name, columns, at, finished_at, member } = run;
    return {
      id,
      state: this.#stateOf(run),
      file_name,
      created_by: this.#host.room.storage.get("member", member)?.user ?? null,
      created_at: new Date(at).toISOString(),
      finished_at: finished_at === null ? null : new Date(finished_at).toISOString(),
      columns,
      ...countsOf(run),
    };
  }

  #announce(run: ImportRunRow, done: number): void {
    const by = this.#host.room.storage.get("member", run.member)?.user ?? "";
    const { id, state, file_name } = run;
    this.#host.announce("import", { id, state, file_name, by, done, ...countsOf(run) } satisfies ImportProgress);
  }
}

const actorOf = ({ member, scope }: Importer): Actor => ({
  member: member.n,
  role: member.role ?? "member",
  scope,
  via: "import",
});

const countsOf = ({ rows_received, created, updated, duplicate, refused }: ImportRunRow) => ({
  rows_received,
  created,
  updated,
  duplicate,
  refused,
});

const argsOf = (id: string, { title, external_id, fields }: ReadRow, told: Told | undefined): ImportContact => ({
  id,
  title,
  external_id,
  fields,
  ...(told ? { before: told.fields } : {}),
  ...(told && told.row !== null ? { same_as: told.row } : {}),
});

const reported = (
  given: ImportRow,
  contact_id: string | null,
  { verdict, changed, kept }: ImportResult,
): RowReport => ({
  row: given.row,
  verdict,
  contact_id,
  changed,
  kept,
  field: null,
  value: null,
  reason: null,
  warnings: given.warnings.map(({ message }) => message),
  cells: null,
});

const refused = (
  given: ImportRow,
  contact_id: string | null,
  field: string,
  value: string,
  reason: string,
): RowReport => ({
  row: given.row,
  verdict: "refused",
  contact_id,
  changed: [],
  kept: [],
  field,
  value,
  reason,
  warnings: given.warnings.map(({ message }) => message),
  cells: given.cells,
});

const refusedRow = (given: ImportRow): RowReport => {
  const { field, value, reason } = given.refusal ?? { field: "row", value: "", reason: "Cannot be read." };
  return refused(given, null, field, value, reason);
};

const refusedBy = (given: ImportRow, problem: Problem): RowReport => {
  const [[field, [reason = problem.message]] = ["row", [problem.message]]] = Object.entries(problem.parts.errors ?? {});
  const value = (given.read?.fields as Record<string, unknown> | undefined)?.[field];
  const other = problem.parts.extra?.["existing_id"];
  return refused(
    given,
    typeof other === "string" ? other : null,
    field,
    value === undefined || value === null ? "" : String(value).slice(0, 200),
    reason,
  );
};
