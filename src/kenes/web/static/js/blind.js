/* Blind signatures in the browser: RFC 9474, RSABSSA-SHA384-PSS-Randomized and its three sisters.
   The same steps as kenes.engines.blind, run against the same vectors. Nothing here is sent or kept:
   who imports this does that. Works where the page is secure (crypto.subtle); see isAble. */
const HASH = 48;
const EXPONENT = 65537n;
const [SMALLEST, LARGEST] = [2048, 4096];

/* RFC 9474, section 5: bytes of random prefix and of salt. */
export const VARIANTS = {
  "RSABSSA-SHA384-PSS-Randomized": { prefix: 32, salt: 48 },
  "RSABSSA-SHA384-PSSZERO-Randomized": { prefix: 32, salt: 0 },
  "RSABSSA-SHA384-PSS-Deterministic": { prefix: 0, salt: 48 },
  "RSABSSA-SHA384-PSSZERO-Deterministic": { prefix: 0, salt: 0 },
};
const RANDOMIZED = VARIANTS["RSABSSA-SHA384-PSS-Randomized"];

/* `step` is the same word that the server's half uses, `fault` who has to explain it. */
export class BlindError extends Error {
  constructor(step, fault) {
    super(`${step} (${fault})`);
    this.step = step;
    this.fault = fault;
  }
}

export const isAble = () => Boolean(globalThis.crypto?.subtle) && typeof BigInt === "function";

export const toHex = (octets) => Array.from(octets, (octet) => octet.toString(16).padStart(2, "0")).join("");
export const fromHex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const octetsOf = (text) => new TextEncoder().encode(text);
const random = (size) => crypto.getRandomValues(new Uint8Array(size));
const toNumber = (octets) => BigInt(`0x${toHex(octets) || "0"}`);
const toOctets = (number, size) => fromHex(number.toString(16).padStart(2 * size, "0"));

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

async function digest(name, ...parts) {
  return new Uint8Array(await crypto.subtle.digest(name, joined(...parts)));
}

/* The inverse of `number`, or null where there is none (Euclid). */
function inverseOf(number, modulus) {
  let [r, next, x, y] = [modulus, number, 0n, 1n];
  while (next) {
    const times = r / next;
    [r, next] = [next, r - times * next];
    [x, y] = [y, x - times * y];
  }
  return r === 1n ? ((x % modulus) + modulus) % modulus : null;
}

/* RSAVP1. The exponent is 65537: sixteen squarings and one product. */
function power(key, number) {
  let square = number;
  for (let bit = 0; bit < 16; bit += 1) square = (square * square) % key.modulus;
  return (square * number) % key.modulus;
}

/* Reads SubjectPublicKeyInfo (DER). Its id is the first 16 bytes of its SHA-256. */
export async function readKey(spki) {
  const algorithm = { name: "RSA-PSS", hash: "SHA-384" };
  let checker;
  let numbers;
  try {
    checker = await crypto.subtle.importKey("spki", spki, algorithm, true, ["verify"]);
    numbers = await crypto.subtle.exportKey("jwk", checker);
  } catch {
    throw new BlindError("key.form", "issuer");
  }
  const base64 = numbers.n.replaceAll("-", "+").replaceAll("_", "/");
  const modulus = toNumber(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
  const bits = modulus.toString(2).length;
  if (numbers.e !== "AQAB") throw new BlindError("key.form", "issuer");
  if (bits < SMALLEST || bits > LARGEST || bits % 8) throw new BlindError("key.size", "issuer");
  if (modulus % 2n === 0n) throw new BlindError("key.modulus", "issuer");
  const id = (await digest("SHA-256", spki)).slice(0, 16);
  return { checker, modulus, bits, size: bits / 8, id };
}

/* MGF1 with SHA-384 (RFC 8017, appendix B.2.1). */
async function maskOf(seed, size) {
  const blocks = [];
  for (let block = 0; block * HASH < size; block += 1) {
    blocks.push(await digest("SHA-384", seed, toOctets(BigInt(block), 4)));
  }
  return joined(...blocks).slice(0, size);
}

/* EMSA-PSS-ENCODE (RFC 8017, section 9.1.1) for a key of whole bytes: one bit is left out. */
export async function encode(key, message, salt) {
  const seed = await digest("SHA-384", new Uint8Array(8), await digest("SHA-384", message), salt);
  const room = key.size - HASH - 1;
  const block = joined(new Uint8Array(room - salt.length - 1), Uint8Array.of(1), salt);
  const mask = await maskOf(seed, room);
  const masked = block.map((octet, at) => octet ^ mask[at]);
  masked[0] &= 0x7f;
  return joined(masked, seed, Uint8Array.of(0xbc));
}

/* RFC 9474, section 4.1. */
export const prepare = (message, variant = RANDOMIZED) => joined(random(variant.prefix), message);

/* A number from 1 to modulus - 1, all alike in chance: what is too large is drawn again. */
function drawn(key) {
  for (;;) {
    const number = toNumber(random(key.size));
    if (number > 0n && number < key.modulus && inverseOf(number, key.modulus)) return number;
  }
}

/* RFC 9474, section 4.2. `salt` and `factor` are given by test vectors only. */
export async function blind(key, prepared, variant = RANDOMIZED, salt = random(variant.salt), factor = drawn(key)) {
  const number = toNumber(await encode(key, prepared, salt));
  if (!inverseOf(number, key.modulus)) throw new BlindError("blind.message", "issuer");
  const inverse = factor > 0n && factor < key.modulus ? inverseOf(factor, key.modulus) : null;
  if (!inverse) throw new BlindError("blind.factor", "program");
  return { octets: toOctets((number * power(key, factor)) % key.modulus, key.size), inverse };
}

/* RFC 9474, section 4.5. */
export async function isSigned(key, prepared, signature, variant = RANDOMIZED) {
  const algorithm = { name: "RSA-PSS", saltLength: variant.salt };
  return crypto.subtle.verify(algorithm, key.checker, signature, prepared);
}

/* RFC 9474, section 4.4. */
export async function finalize(key, prepared, blindSignature, inverse, variant = RANDOMIZED) {
  if (blindSignature.length !== key.size) throw new BlindError("finalize.length", "issuer");
  const signature = toOctets((toNumber(blindSignature) * inverse) % key.modulus, key.size);
  if (await isSigned(key, prepared, signature, variant)) return signature;
  throw new BlindError("finalize.signature", "issuer");
}

/* RFC 4648, section 6, without padding. */
function base32(octets) {
  let text = "";
  let [held, bits] = [0, 0];
  for (const octet of octets) {
    held = ((held << 8) | octet) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) text += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[(held >> (bits - 5)) & 31];
  }
  return bits ? text + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[(held << (5 - bits)) & 31] : text;
}

/* docs/specs/blind-tokens.md, clause 2. */
export function tokenContext(conversation, tier, key) {
  if (![conversation, tier].every((name) => /^[A-Za-z0-9._-]{1,64}$/.test(name))) {
    throw new BlindError("context.name", "program");
  }
  return octetsOf(["kenes-blind-token/v1", conversation, tier, toHex(key.id), ""].join("\n"));
}

/* Clause 3: begins a token. `blinded` (hexadecimal) goes to the issuer; `pending` is plain text that
   the page keeps on this device until the answer is here, and then forgets. */
export async function requestToken(spki, conversation, tier) {
  const key = await readKey(spki);
  const nonce = random(32);
  const prepared = prepare(joined(tokenContext(conversation, tier, key), nonce));
  const { octets, inverse } = await blind(key, prepared);
  const pending = { spki: toHex(spki), prepared: toHex(prepared), inverse: inverse.toString(16) };
  return { blinded: toHex(octets), pending: JSON.stringify(pending) };
}

/* Clauses 3 and 5: the token's letters, made of the issuer's answer (hexadecimal). */
export async function finishToken(pending, blindSignature) {
  const kept = JSON.parse(pending);
  const key = await readKey(fromHex(kept.spki));
  const prepared = fromHex(kept.prepared);
  const signature = await finalize(key, prepared, fromHex(blindSignature), BigInt(`0x${kept.inverse}`));
  return tokenText(key, prepared.slice(0, 32), prepared.slice(-32), signature);
}

export async function tokenText(key, prefix, nonce, signature) {
  const octets = joined(key.id, prefix, nonce, signature);
  const check = (await digest("SHA-256", octets)).slice(0, 4);
  return `KT1.${base32(joined(octets, check))}`;
}
