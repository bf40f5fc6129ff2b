// What is on the phone's disk. Entries are written in one transaction with the number they take, before the officer
// is told that they are saved; everything that shows people is sealed with the key that the PIN opens.
import { openDB } from "./vendor/idb.js";

const NAME = "linli-field";
let opened = null;

export function database() {
  opened ??= openDB(NAME, 1, {
    upgrade(db) {
      db.createObjectStore("meta");
      db.createObjectStore("held");
      db.createObjectStore("queue", { keyPath: "id" });
      db.createObjectStore("receipts", { keyPath: "id" });
    },
  });
  return opened;
}

export async function meta(key) {
  return (await database()).get("meta", key);
}

export async function setMeta(key, value) {
  await (await database()).put("meta", value, key);
}

// The next number and the entry that takes it: both or neither, flushed to the disk.
export async function append(make) {
  const db = await database();
  const seq = ((await db.get("meta", "seq")) ?? 0) + 1;
  const entry = await make(seq);
  const tx = db.transaction(["meta", "queue"], "readwrite", { durability: "strict" });
  const now = (await tx.objectStore("meta").get("seq")) ?? 0;
  if (now !== seq - 1) {
    tx.abort();
    await tx.done.catch(() => null);
    return append(make);
  }
  await tx.objectStore("meta").put(seq, "seq");
  await tx.objectStore("queue").put(entry);
  await tx.done;
  return entry;
}

export async function queued() {
  const all = await (await database()).getAll("queue");
  return all.sort((one, other) => (one.device === other.device ? one.seq - other.seq : one.made - other.made));
}

// A receipt is written and its entry taken out in one step; a receipt for another body changes nothing.
export async function settle(answers) {
  const db = await database();
  const tx = db.transaction(["queue", "receipts"], "readwrite", { durability: "strict" });
  for (const [id, answer] of Object.entries(answers)) {
    const entry = await tx.objectStore("queue").get(id);
    if (!entry || answer.again || answer.digest !== entry.digest) continue;
    const { outcome, reason, position } = answer;
    const line = { id, outcome, reason, position, form: entry.form, what: entry.what, made: entry.made };
    await tx.objectStore("receipts").put(line);
    await tx.objectStore("queue").delete(id);
  }
  await tx.done;
}

export async function receipts() {
  const all = await (await database()).getAll("receipts");
  return all.sort((one, other) => other.made - one.made);
}

export async function heldGet(key) {
  return (await database()).get("held", key);
}

export async function heldAll() {
  const db = await database();
  const [keys, values] = await Promise.all([db.getAllKeys("held"), db.getAll("held")]);
  return keys.map((key, place) => [key, values[place]]);
}

export async function heldPut(pairs, gone = []) {
  const tx = (await database()).transaction("held", "readwrite");
  for (const [key, value] of pairs) tx.store.put(value, key);
  for (const key of gone) tx.store.delete(key);
  await tx.done;
}

// Everything that shows somebody, and the keys to it. The queue stays: nobody here can open it.
export async function forgetHeld() {
  const db = await database();
  const tx = db.transaction(["held", "meta", "receipts"], "readwrite");
  await tx.objectStore("held").clear();
  await tx.objectStore("receipts").clear();
  for (const key of ["vault", "cursor", "synced", "latest", "pepper", "wrong"]) await tx.objectStore("meta").delete(key);
  await tx.done;
}

// For a phone that was reported lost, once its queue is delivered.
export async function forgetEverything() {
  (await database()).close();
  opened = null;
  const { deleteDB } = await import("./vendor/idb.js");
  await deleteDB(NAME);
  for (const name of await caches.keys()) await caches.delete(name);
}
