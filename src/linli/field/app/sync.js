// One contact: what is queued goes out, receipts and today's tasks come in. May be repeated at any moment.
import { noteContact } from "./clock.js";
import { clearPending, etags, held, take } from "./held.js";
import { joined, text } from "./seal.js";
import { forgetEverything, forgetHeld, meta, queued, settle } from "./store.js";
import { drop } from "./held.js";

const BATCH = 50;
const BATCH_BYTES = 3_000_000;
let running = null;

export class Refused extends Error {}

// "done", "offline", "wiped", or an exception with words for the officer.
export function sync() {
  running ??= contacts().finally(() => {
    running = null;
  });
  return running;
}

async function contacts() {
  let before = -1;
  let wiped = false;
  for (;;) {
    const waiting = await queued();
    if (waiting.length === before) break;
    before = waiting.length;
    const answer = await contact(batchOf(waiting));
    if (answer === null) return "offline";
    await settle(answer.answers);
    if (answer.wipe) {
      wiped = true;
      await forgetHeld();
    } else {
      await noteContact();
      if (answer.content) await take(answer.content, answer.cursor);
      await clearPending(new Set((await queued()).map((entry) => entry.id)));
    }
    if ((await queued()).length === 0) break;
  }
  if (!wiped) return "done";
  await contact([], true);
  drop();
  await forgetEverything();
  return "wiped";
}

// The oldest entries of one device: this one's, or an earlier one's that was put out of use on the same phone.
function batchOf(waiting) {
  const chosen = [];
  let size = 0;
  for (const entry of waiting) {
    if (entry.device !== waiting[0].device || chosen.length === BATCH) break;
    if (chosen.length && size + entry.body.length > BATCH_BYTES) break;
    chosen.push(entry);
    size += entry.body.length;
  }
  return chosen;
}

async function contact(entries, isWiped = false) {
  const device = await meta("device");
  const now = Date.now();
  const head = {
    v: 1,
    from: entries[0]?.device ?? device.id,
    oldest: entries[0]?.seq ?? null,
    wiped: isWiped,
    ...(await etags()),
    entries: entries.map((one) => ({
      id: one.id,
      seq: one.seq,
      digest: one.digest,
      form: one.form,
      version: one.version,
      age: Math.round((now - one.made) / 1000),
      size: one.body.length,
    })),
  };
  const packed = text(JSON.stringify(head));
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, packed.length);
  const body = joined(text("LLS1"), size, packed, ...entries.map((one) => one.body));
  const headers = { Authorization: `Device ${device.id}.${held.secret ?? ""}`, "Content-Type": "application/octet-stream" };
  let response;
  try {
    response = await fetch("/field/sync", { method: "POST", body, headers, credentials: "omit", cache: "no-store" });
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
  if (response.status >= 500) return null;
  const answer = await response.json();
  if (!response.ok) throw new Refused(answer.message);
  return answer;
}
