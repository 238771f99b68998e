/** One file of usage from its first byte to its summary, batch by batch, with scores and screens kept up on the way. [I3] [IG1] [IG3] [IG6] */
import { makeId } from "../../domain/id.ts";
import { wrong } from "../../domain/problem.ts";
import { readHeader, readUsage, type UsageHeader, type UsageReading } from "../../domain/usage-import.ts";
import type { UsageCounts, UsageError, UsageSummary } from "../../domain/usage-report.ts";
import { revisionOf, settle, tell } from "../accounts/door.ts";
import { backfillScores } from "../accounts/score-history.ts";
import type { Desk, Standing } from "../circles.ts";
import type { CsvFile } from "../import/file.ts";
import type { CsvRow } from "../import/rows.ts";
import { takeBatch } from "./batch.ts";
import { Changes } from "./changes.ts";
import { announce } from "./news.ts";
import { beginRun, type FailedRow, keepFailures, mostKept, noCounts, sayHowFar } from "./record.ts";

export interface IngestOptions {
  file_name: string;
  /** Whether the scores of past days are worked out too. [IG8] */
  history: boolean;
}

/** Rows written together. Larger ones gain little and make everybody else wait longer. */
const batchSize = 2_000;
const mostErrors = 1_000;
/** Screens follow this often, in milliseconds, or less often where scoring takes long. */
const follow = 1_000;

/** The header, and what came along with it. Leaves the rest to be read. */
const readHead = async (rows: AsyncGenerator<CsvRow[]>): Promise<{ header: UsageHeader; first: CsvRow[] }> => {
  for (;;) {
    // Not `for await`: leaving that would end the generator.
    const { value, done } = await rows.next();
    if (done) throw wrong("file", "The file is empty.");
    const [head, ...first] = value;
    if (!head) continue;
    if (head.broken !== undefined) throw wrong("file", `The header cannot be read. ${head.broken}`);
    return { header: readHeader(head.cells), first };
  }
};

class Ingest {
  readonly id: string;
  readonly counts: UsageCounts = { ...noCounts };
  readonly errors: UsageError[] = [];
  errorsCount = 0;
  daysScored = 0;
  readonly #desk: Desk;
  readonly #circle: Standing;
  readonly #actor: string;
  readonly #options: IngestOptions;
  readonly #header: UsageHeader;
  readonly #changes = new Changes();
  #waiting: UsageReading[] = [];
  #failed: FailedRow[] = [];
  #keptFailures = 0;
  /** At once after the first batch, so that a screen without accounts has some. */
  #followAt = 0;

  constructor(desk: Desk, circle: Standing, actor: string, header: UsageHeader, options: IngestOptions) {
    this.id = makeId(circle.key, Date.now(), Math.random);
    this.#desk = desk;
    this.#circle = circle;
    this.#actor = actor;
    this.#header = header;
    this.#options = options;
  }

  async begin(): Promise<void> {
    const { file_name } = this.#options;
    const { names: columns } = this.#header;
    await beginRun(this.#desk, {
      id: this.id,
      circle: this.#circle.id,
      by: this.#actor,
      file_name,
      columns,
      now: Date.now(),
    });
    await this.#announce(false);
  }

  async take(rows: readonly CsvRow[]): Promise<void> {
    const now = Date.now();
    for (const row of rows) {
      this.#read(row, now);
      if (this.#waiting.length >= batchSize) await this.#write();
    }
    if (this.#failed.length >= batchSize) await this.#keepFailures();
    if (this.counts.rows_ingested > 0 && Date.now() >= this.#followAt) await this.#follow();
  }

  async finish(): Promise<void> {
    await this.#write();
    if (this.#options.history)
      this.daysScored = await backfillScores(this.#desk, this.#circle, this.#changes.withNewDays());
    await this.#end("done");
  }

  /** Whatever stopped it, what was taken in counts: whole batches, their scores, their timeline. */
  async stop(): Promise<void> {
    await this.#end("stopped");
  }

  async #end(state: "done" | "stopped"): Promise<void> {
    await this.#keepFailures();
    // All that the file names, changed or not: a run before this one may have been cut off before it scored them.
    await this.#settle(this.#changes.fresh(), this.#changes.named());
    await this.#changes.writeEvents(this.#desk, {
      circle: this.#circle.id,
      actor: this.#actor,
      run: this.id,
      file_name: this.#options.file_name,
      now: Date.now(),
    });
    await sayHowFar(this.#desk, this.id, this.counts, state);
    await this.#announce(true);
  }

  #read({ cells, line, broken }: CsvRow, now: number): void {
    this.counts.rows_received += 1;
    const row = this.counts.rows_received;
    const read =
      broken === undefined
        ? readUsage(this.#header, cells, now)
        : { faults: [{ column: "row" as const, message: broken }] };
    if ("reading" in read) return void this.#waiting.push(read.reading);
    this.counts.rows_failed += 1;
    this.errorsCount += read.faults.length;
    for (const fault of read.faults) if (this.errors.length < mostErrors) this.errors.push({ row, line, ...fault });
    if (this.#keptFailures >= mostKept) return;
    this.#keptFailures += 1;
    this.#failed.push({ row, line, cells, faults: read.faults });
  }

  async #write(): Promise<void> {
    const rows = this.#waiting;
    if (rows.length === 0) return;
    this.#waiting = [];
    const { accounts, ingested } = await takeBatch(this.#desk, rows, {
      circle: this.#circle,
      actor: this.#actor,
      now: Date.now(),
      nps: this.#header.place.nps_score !== null,
      run: this.id,
      told: this.#changes.told(),
    });
    this.#changes.add(accounts);
    this.counts.rows_ingested += ingested;
    this.counts.rows_unchanged += rows.length - ingested;
    this.counts.accounts_created = this.#changes.created;
    this.counts.accounts_updated = this.#changes.updated;
  }

  async #keepFailures(): Promise<void> {
    const rows = this.#failed;
    this.#failed = [];
    if (rows.length > 0) await keepFailures(this.#desk, this.id, rows);
  }

  async #follow(): Promise<void> {
    const began = Date.now();
    const ids = this.#changes.fresh();
    await this.#settle(ids, ids);
    await sayHowFar(this.#desk, this.id, this.counts, "running");
    await this.#announce(false);
    // Never more than a quarter of the time goes into following.
    this.#followAt = Date.now() + Math.max(follow, 3 * (Date.now() - began));
  }

  async #settle(changed: readonly string[], ids: readonly string[]): Promise<void> {
    const [desk, circle] = [this.#desk, this.#circle];
    await this.#changes.stamp(desk, circle.id, changed, this.#actor);
    const settlement = { cause: "import", actor: this.#actor, now: Date.now(), quiet: true } as const;
    const { rescored } = await settle(desk, circle, ids, settlement);
    if (changed.length + rescored > 0) await tell(desk, circle, await revisionOf(desk, circle.id), changed);
  }

  #announce(done: boolean): Promise<void> {
    const { rows_received: rows, rows_failed: failed } = this.counts;
    const { file_name } = this.#options;
    return announce(this.#desk, this.#circle, { id: this.id, file_name, by: this.#actor, rows, failed, done });
  }
}

/** Refuses with `invalid` a file that cannot be read at all; a row never stops it. When the file breaks off, whole batches stay. */
export const ingestUsage = async (
  desk: Desk,
  circle: Standing,
  actor: string,
  file: CsvFile,
  options: IngestOptions,
): Promise<UsageSummary> => {
  const stream = file.rows();
  const { header, first } = await readHead(stream);
  const ingest = new Ingest(desk, circle, actor, header, options);
  await ingest.begin();
  try {
    await ingest.take(first);
    for await (const rows of stream) await ingest.take(rows);
    await ingest.finish();
  } catch (error) {
    await ingest.stop();
    throw error;
  }
  const { encoding, delimiter } = file.facts;
  return {
    import_id: ingest.id,
    circle_id: circle.id,
    file_name: options.file_name,
    ...ingest.counts,
    encoding,
    delimiter,
    ignored_columns: header.ignored,
    errors: ingest.errors,
    errors_count: ingest.errorsCount,
    days_scored: ingest.daysScored,
  };
};
