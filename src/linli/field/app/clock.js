// The phone's clock is believed for differences only. What is held is shown for 72 hours after the last contact, and
// not after the clock was put back.
import { meta, setMeta } from "./store.js";

export const TTL = 72 * 3600 * 1000;
const SLACK = 5 * 60 * 1000;

export async function noteContact(now = Date.now()) {
  await setMeta("synced", now);
  await setMeta("latest", now);
}

// "fresh", "old" (more than 72 hours), "back" (the clock was put back) or "never" (no contact yet).
export async function standing(now = Date.now()) {
  const synced = await meta("synced");
  if (!synced) return "never";
  const latest = (await meta("latest")) ?? synced;
  if (now < latest - SLACK) return "back";
  if (now > latest) await setMeta("latest", now);
  return now - synced > TTL ? "old" : "fresh";
}
