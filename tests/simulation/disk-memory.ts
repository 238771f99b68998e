/** A disk in memory, copied whole in a moment. */
import { MemoryStorage } from "../../party/storage-memory.ts";
import type { Disk } from "./server.ts";

export class MemoryDisk implements Disk {
  storage = new MemoryStorage();

  save(): MemoryStorage {
    return this.storage.clone();
  }

  load(saved: unknown): void {
    if (!(saved instanceof MemoryStorage)) throw new Error("that was saved from another disk");
    this.storage = saved.clone();
  }
}
