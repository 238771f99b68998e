/** The part of autocannon that the benchmark uses; it has no types of its own. */
declare module "autocannon" {
  export interface CannonRequest {
    method?: string;
    path: string;
    headers?: Record<string, string>;
    body?: string;
  }
  export interface CannonClient {
    setRequests(requests: CannonRequest[]): void;
  }
  export interface CannonResult {
    "1xx": number;
    "2xx": number;
    "3xx": number;
    "4xx": number;
    "5xx": number;
    errors: number;
    requests: { total: number };
    latency: Record<string, number>;
    throughput: { average: number };
    duration: number;
  }
  export default function autocannon(options: {
    url: string;
    connections: number;
    duration: number;
    requests?: CannonRequest[];
    setupClient?(client: CannonClient): void;
  }): Promise<CannonResult>;
}
