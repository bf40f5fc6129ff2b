// What the phone holds, open in memory while it is unlocked: this grid's homes with their tasks, forms, notices.
import { heldAll, heldPut, meta, setMeta } from "./store.js";
import { seal, unseal } from "./vault.js";

const EMPTY = { order: [], homes: {}, forms: { elements: {}, lists: {} }, collections: {}, reports: [], notices: [], counted: {} };
// Homes are named by a number of this session in addresses: the browser writes addresses into its history.
const handles = [];

export function handleOf(id) {
  const at = handles.indexOf(id);
  return at >= 0 ? at : handles.push(id) - 1;
}

export function homeBy(handle) {
  return handles[Number(handle)];
}

export const held = { ...EMPTY, secret: null, pending: {}, visited: {} };

export async function load() {
  Object.assign(held, structuredClone(EMPTY), { secret: null, pending: {}, visited: {} });
  const opened = await Promise.all((await heldAll()).map(async ([key, value]) => [key, await unseal(value)]));
  for (const [key, value] of opened) {
    if (key.startsWith("home:")) held.homes[key.slice(5)] = value;
    else Object.assign(held, value);
  }
}

export function drop() {
  Object.assign(held, structuredClone(EMPTY), { secret: null, pending: {}, visited: {} });
}

export async function keepSecret(secret) {
  held.secret = secret;
  await heldPut([["secret", await seal({ secret })]]);
}

// The answer of one contact: new homes in, homes without tasks out, the rest as it was.
export async function take(content, cursor) {
  const pairs = [];
  for (const [id, home] of Object.entries(content.homes)) {
    held.homes[id] = home;
    pairs.push([`home:${id}`, await seal(home)]);
  }
  const there = new Set(content.order);
  const gone = Object.keys(held.homes).filter((id) => !there.has(id));
  for (const id of gone) delete held.homes[id];
  const { homes: _homes, ...rest } = content;
  Object.assign(held, rest);
  pairs.push(["rest", await seal(rest)]);
  await heldPut(pairs, gone.map((id) => `home:${id}`));
  await setMeta("cursor", cursor);
}

export async function etags() {
  return { have: Object.fromEntries(Object.entries(held.homes).map(([id, home]) => [id, home.etag])), cursor: (await meta("cursor")) ?? "" };
}

// Fields changed in entries that are still on their way: a later change rests on the earlier one, not on the server's.
export async function notePending(entry, home, values, outcome) {
  for (const one of values) held.pending[`${one.subject}|${one.element}`] = entry;
  held.visited[home] = { outcome, entry, at: Date.now() };
  await heldPut([["local", await seal({ pending: held.pending, visited: held.visited })]]);
}

export async function clearPending(waiting) {
  for (const [field, entry] of Object.entries(held.pending)) if (!waiting.has(entry)) delete held.pending[field];
  await heldPut([["local", await seal({ pending: held.pending, visited: held.visited })]]);
}

export function baseOf(ask) {
  const own = held.pending[`${ask.subject}|${ask.element}`];
  return own ? `entry:${own}` : ask.base;
}
