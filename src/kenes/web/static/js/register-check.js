/* Checks one entry of the register in the browser: its digest, its place in the log, the signature.
   <register-check proof="..." vkey="..." digest="..."> holds a button and one <li data-step> for each
   step; the step `digest` is not there where salt and content were removed.
   Inclusion by RFC 9162, section 2.1.3.2; notes and proof files as C2SP describes them.
   Without script nothing is shown, and the command on the page does the same. */
const octetsOf = (text) => new TextEncoder().encode(text);
const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const fromHex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const toHex = (octets) => Array.from(octets, (octet) => octet.toString(16).padStart(2, "0")).join("");
const isSame = (one, other) => toHex(one) === toHex(other);

async function sha256(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
}

/* c2sp.org/tlog-proof: header, extra, index, path, empty line, checkpoint. */
export function readProof(text) {
  const cut = text.indexOf("\n\n");
  const lines = text.slice(0, cut).split("\n");
  if (cut < 0 || lines.shift() !== "c2sp.org/tlog-proof@v1") throw new Error("no proof file");
  if (!lines[0].startsWith("extra ")) throw new Error("the proof lacks its entry");
  const entry = fromBase64(lines.shift().slice("extra ".length));
  const index = Number(lines.shift().slice("index ".length));
  return { entry, index, path: lines.map(fromBase64), checkpoint: text.slice(cut + 2) };
}

/* c2sp.org/signed-note and tlog-checkpoint. */
export function readCheckpoint(note) {
  const cut = note.lastIndexOf("\n\n");
  const text = note.slice(0, cut + 1);
  const signatures = note.slice(cut + 2).trimEnd().split("\n").map((line) => {
    const [, name, base64] = line.split(" ");
    const octets = fromBase64(base64);
    return { name, id: toHex(octets.slice(0, 4)), octets: octets.slice(4) };
  });
  const [origin, size, root] = text.split("\n");
  return { text, signatures, origin, size: Number(size), root: fromBase64(root) };
}

/* RFC 9162, section 2.1.3.2; sizes stay below 2^53, so numbers are exact. */
export async function isIncluded(leaf, index, size, path, root) {
  if (!(index >= 0 && index < size)) return false;
  let fn = index;
  let sn = size - 1;
  let r = leaf;
  for (const p of path) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      r = await sha256(Uint8Array.of(1), p, r);
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
      }
    } else {
      r = await sha256(Uint8Array.of(1), r, p);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && isSame(r, root);
}

/* The key's own signature must be there and hold; null where the browser has no Ed25519. */
export async function isSigned(checkpoint, vkey) {
  const [, name, id, base64] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey.trim());
  const key = fromBase64(base64);
  const found = await sha256(octetsOf(`${name}\n`), key);
  if (key[0] !== 1 || toHex(found.slice(0, 4)) !== id || name !== checkpoint.origin) return false;
  const signature = checkpoint.signatures.find((one) => one.name === name && one.id === id);
  if (!signature) return false;
  let usable;
  try {
    usable = await crypto.subtle.importKey("raw", key.slice(1), "Ed25519", false, ["verify"]);
  } catch {
    return null;
  }
  return crypto.subtle.verify("Ed25519", usable, signature.octets, octetsOf(checkpoint.text));
}

const HEAD = { cache: "no-store" };
async function textAt(address) {
  const answer = await fetch(address, HEAD);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.text();
}

class RegisterCheck extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.list = this.querySelector("ol");
    this.querySelector("button").addEventListener("click", () => this.check());
  }

  async check() {
    this.list.hidden = false;
    this.list.querySelectorAll("strong").forEach((word) => (word.textContent = "…"));
    if (this.querySelector('[data-step="digest"]')) await this.step("digest", () => this.isDigestRight());
    let proof;
    let vkey;
    try {
      [proof, vkey] = await Promise.all(["proof", "vkey"].map((one) => textAt(this.getAttribute(one))));
      proof = readProof(proof);
    } catch {
      ["entry", "inclusion", "signature"].forEach((name) => this.say(name, "away"));
      return;
    }
    await this.step("entry", () => this.isSameEntry(proof.entry));
    await this.step("inclusion", async () => {
      const { size, root } = readCheckpoint(proof.checkpoint);
      const leaf = await sha256(Uint8Array.of(0), proof.entry);
      return isIncluded(leaf, proof.index, size, proof.path, root);
    });
    await this.step("signature", () => isSigned(readCheckpoint(proof.checkpoint), vkey));
  }

  async isDigestRight() {
    const [salt, content] = ["salt", "content"].map((id) => document.getElementById(id));
    const found = await sha256(fromHex(salt.textContent), octetsOf(content.textContent));
    return toHex(found) === this.getAttribute("digest");
  }

  isSameEntry(octets) {
    return JSON.parse(new TextDecoder().decode(octets)).digest === this.getAttribute("digest");
  }

  async step(name, run) {
    try {
      const held = await run();
      this.say(name, held === null ? "unable" : held ? "good" : "bad");
    } catch {
      this.say(name, crypto.subtle ? "bad" : "unable");
    }
  }

  say(name, result) {
    const line = this.querySelector(`[data-step="${name}"]`);
    line.dataset.result = result;
    line.querySelector("strong").textContent = this.list.dataset[result];
  }
}
customElements.define("register-check", RegisterCheck);
