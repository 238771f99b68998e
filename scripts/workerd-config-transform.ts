/** Turns the configuration that miniflare generates into one that workerd serves alone, with no Node at run time. */

interface Binding {
  name: string;
  text?: string;
  json?: string;
  fromEnvironment?: string;
  [kind: string]: unknown;
}

interface Service {
  name: string;
  disk?: { path: string };
  worker?: {
    bindings?: Binding[];
    globalOutbound?: { name: string };
    cacheApiOutbound?: unknown;
    containerEngine?: unknown;
    durableObjectStorage?: object;
    tails?: unknown;
    streamingTails?: unknown;
    [field: string]: unknown;
  };
  [kind: string]: unknown;
}

export interface WorkerdConfig {
  services: Service[];
  sockets?: unknown[];
  [field: string]: unknown;
}

/** Restores the bytes that JSON.stringify spread out into objects. A reviver for JSON.parse. */
export const revive = (_key: string, value: unknown): unknown => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  if ("type" in value && value.type === "Buffer" && "data" in value) return Uint8Array.from(value.data as number[]);
  const keys = Object.keys(value);
  const isBytes = keys.length > 0 && keys.every((key, index) => key === String(index));
  return isBytes ? Uint8Array.from(Object.values(value as Record<string, number>)) : value;
};

/** Services of miniflare itself: its own front door, developer tools, and the way back into Node. */
const isMiniflares = (name: string): boolean => /^(core:entry|MINIFLARE_|loopback$|cache:|outbound:|email:)/.test(name);

/** Every service named anywhere inside a value. */
const namesIn = (value: unknown, found = new Set<string>()): Set<string> => {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return found;
  for (const [key, inner] of Object.entries(value)) {
    if (key === "service" && typeof inner === "object" && inner && "name" in inner) found.add(String(inner.name));
    if ((key === "localDisk" || key === "serviceName") && typeof inner === "string") found.add(inner);
    if (key === "kvNamespace" && typeof inner === "object" && inner && "name" in inner) found.add(String(inner.name));
    namesIn(inner, found);
  }
  return found;
};

/** Storage in memory is written as a symbol, which JSON drops: an object that says nothing meant it. */
const inMemory = (storage: object | undefined): boolean => storage !== undefined && Object.keys(storage).length === 0;

/**
 * The configuration with one socket, `entry`, straight onto the Worker.
 * Text variables and secrets come from the environment at start, so that no secret is written into a build.
 * Throws when something the Worker needs lives in Node: then this way of serving does not fit it.
 * `nothing` is how the serializer writes a field that is there and empty.
 */
export const forWorkerd = (
  config: WorkerdConfig,
  entry: string,
  variables: string[],
  nothing: unknown = null,
): WorkerdConfig => {
  const services = config.services.filter(({ name }) => !isMiniflares(name));
  for (const { name, worker } of services) {
    if (!worker) continue;
    worker.bindings = (worker.bindings ?? []).filter((binding) => binding.name !== "MINIFLARE_LOOPBACK");
    if (worker.globalOutbound?.name.startsWith("outbound:")) worker.globalOutbound = { name: "internet" };
    for (const field of ["cacheApiOutbound", "containerEngine", "tails", "streamingTails"]) delete worker[field];
    // The queues' broker: it keeps messages in memory, as it does under miniflare. [IW8]
    if (inMemory(worker.durableObjectStorage)) worker.durableObjectStorage = { inMemory: nothing };
    if (name !== entry) continue;
    const others = worker.bindings.filter((binding) => !variables.includes(binding.name));
    worker.bindings = [...others, ...variables.map((variable) => ({ name: variable, fromEnvironment: variable }))];
  }
  const known = new Set([...services.map(({ name }) => name), "internet"]);
  const missing = [...namesIn(services)].filter((name) => !known.has(name));
  if (missing.length > 0) throw new Error(`workerd alone cannot serve ${missing.join(", ")}`);
  // The other fields hold the modules that the services for D1 and assets import.
  const { structuredLogging: _logging, ...others } = config;
  return { ...others, services, sockets: [{ name: "entry", service: { name: entry }, http: {} }] };
};
