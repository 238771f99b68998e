import { expect, test } from "vitest";
import { storageContract } from "../tests/storage-contract.ts";
import { MemoryStorage } from "./storage-memory.ts";

test.each(storageContract)("[SY18] in memory: $name", ({ run }) => {
  expect(() => run(new MemoryStorage())).not.toThrow();
});
