// The PIN. It opens a key that never leaves memory; what shows people is sealed with that key. The PIN alone is short,
// so it is mixed with a key of this phone that scripts cannot read out; ten wrong tries and the vault is emptied.
import { forgetHeld, meta, setMeta } from "./store.js";
import { joined, text } from "./seal.js";

const ROUNDS = 310_000;
const TRIES = 10;
const AES = { name: "AES-GCM", length: 256 };
let key = null;

export function isOpen() {
  return key !== null;
}

export function lock() {
  key = null;
}

export async function isMade() {
  return Boolean(await meta("vault"));
}

export async function make(pin) {
  const pepper = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const fresh = crypto.getRandomValues(new Uint8Array(32));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const wrapping = await stretched(pin, salt, pepper);
  const wrapped = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, wrapping, fresh);
  await setMeta("pepper", pepper);
  await setMeta("vault", { salt, iv, wrapped: new Uint8Array(wrapped) });
  await setMeta("wrong", 0);
  key = await imported(fresh);
}

// True when the PIN is right. Wrong ones are counted on the disk, before the try, so that a restart gives no more.
export async function open(pin) {
  const vault = await meta("vault");
  const wrong = ((await meta("wrong")) ?? 0) + 1;
  await setMeta("wrong", wrong);
  if (wrong > TRIES) {
    await forgetHeld();
    return { open: false, left: 0 };
  }
  try {
    const wrapping = await stretched(pin, vault.salt, await meta("pepper"));
    const raw = await crypto.subtle.decrypt({ name: "AES-GCM", iv: vault.iv }, wrapping, vault.wrapped);
    key = await imported(new Uint8Array(raw));
  } catch (error) {
    if (error.name !== "OperationError") throw error;
    if (wrong >= TRIES) await forgetHeld();
    return { open: false, left: TRIES - wrong };
  }
  await setMeta("wrong", 0);
  return { open: true, left: TRIES };
}

export async function seal(value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text(JSON.stringify(value)));
  return joined(iv, new Uint8Array(sealed));
}

export async function unseal(bytes) {
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes.slice(0, 12) }, key, bytes.slice(12));
  return JSON.parse(new TextDecoder().decode(plain));
}

async function stretched(pin, salt, pepper) {
  const mixed = await crypto.subtle.sign("HMAC", pepper, text(pin));
  const base = await crypto.subtle.importKey("raw", mixed, "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(how, base, AES, false, ["encrypt", "decrypt"]);
}

function imported(raw) {
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}
