// Sealing to the server's public key: ECDH P-256 with a key made for one entry, HKDF-SHA256, AES-256-GCM.
// The private half of that key is gone when this returns, so the phone itself cannot read what it has queued.
const INFO = new TextEncoder().encode("linli field 1");
const VERSION = 1;

export function text(value) {
  return new TextEncoder().encode(value);
}

export async function sealTo(server, body, bound) {
  const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
  const theirs = await crypto.subtle.importKey("raw", bytesOf(server.point), { name: "ECDH", namedCurve: "P-256" }, false, []);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const secret = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, pair.privateKey, 256);
  const base = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const hkdf = { name: "HKDF", hash: "SHA-256", salt: point, info: INFO };
  const key = await crypto.subtle.deriveKey(hkdf, base, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: text(bound) }, key, body);
  return joined(Uint8Array.of(VERSION, server.number), point, iv, new Uint8Array(sealed));
}

export async function digestOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((one) => one.toString(16).padStart(2, "0")).join("");
}

export function joined(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function bytesOf(base64url) {
  const padded = base64url.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(padded), (letter) => letter.charCodeAt(0));
}

// RFC 9562: 48 bits of milliseconds, version 7, the rest random. The clock in it orders nothing on the server.
export function uuid7(now = Date.now()) {
  const raw = crypto.getRandomValues(new Uint8Array(16));
  for (let place = 0; place < 6; place += 1) raw[place] = Math.floor(now / 2 ** (8 * (5 - place))) % 256;
  raw[6] = 0x70 | (raw[6] & 0x0f);
  raw[8] = 0x80 | (raw[8] & 0x3f);
  const hex = [...raw].map((one) => one.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
