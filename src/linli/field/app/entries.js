// Making entries: sealed, numbered and on the disk before anybody is told that they are saved.
import { notePending } from "./held.js";
import { digestOf, sealTo, text, uuid7 } from "./seal.js";
import { append, meta } from "./store.js";

const VERSION = 1;

async function save(form, body, what) {
  const device = await meta("device");
  const id = uuid7();
  return append(async (seq) => {
    const sealed = await sealTo(device.key, body, `${id}|${device.id}|${seq}|${form}`);
    return { id, seq, device: device.id, digest: await digestOf(sealed), form, version: VERSION, made: Date.now(), what, body: sealed };
  });
}

export async function saveVisit(home, outcome, values, seconds, photos) {
  const body = { household: home, outcome, seconds, values };
  const entry = await save("visit", text(JSON.stringify(body)), outcome);
  await notePending(entry.id, home, values, outcome);
  await savePhotos(entry.id, photos);
  return entry;
}

export async function saveReport(kind, spot, words, photos) {
  const entry = await save("report", text(JSON.stringify({ kind, spot, text: words })), kind);
  await savePhotos(entry.id, photos);
  return entry;
}

async function savePhotos(owner, photos) {
  for (const photo of photos) {
    const head = text(`${JSON.stringify({ for: owner })}\n`);
    const body = new Uint8Array(head.length + photo.length);
    body.set(head);
    body.set(photo, head.length);
    await save("photo", body, "photo");
  }
}

