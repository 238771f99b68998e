/** The entry of the Worker. */
import { app } from "./api.ts";

export { Circle } from "../party/circle.ts";
export { Limiter } from "./limiter.ts";

export default app;
