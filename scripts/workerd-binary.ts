/** Writes the file that workerd serves: arguments are the build's `workerd.json`, the target, and the variables that have values. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { kVoid, serializeConfig } from "miniflare";
import { forWorkerd, revive } from "./workerd-config-transform.ts";

const [source = "", target = "", ...variables] = process.argv.slice(2);
const config = forWorkerd(JSON.parse(readFileSync(source, "utf8"), revive), "core:user:rondo", variables, kVoid);
writeFileSync(`${target}.${process.pid}`, serializeConfig(config as Parameters<typeof serializeConfig>[0]));
renameSync(`${target}.${process.pid}`, target);
