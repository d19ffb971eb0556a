/* Tokens of the checked tier. <blind-token> asks for one: it blinds here, sends the blinded bytes, and
   takes the blinding off the answer. What is open is kept on this device until the token is there, so
   that a lost answer can be asked for again. <kept-token> fills the field where a token is shown, from
   this browser or from the address after "#", which no server is sent.
   docs/specs/blind-tokens.md, clauses 3 to 6. */
import { finishToken, fromHex, isAble, requestToken } from "./blind.js";

const store = {
  read: (name) => { try { return localStorage.getItem(name); } catch { return null; } },
  keep: (name, text) => { try { localStorage.setItem(name, text); return true; } catch { return false; } },
  forget: (name) => { try { localStorage.removeItem(name); } catch { /* there was nothing to forget */ } },
};
const openName = (talk) => `kenes-token-open-${talk}`;
const keptName = (talk) => `kenes-token-${talk}`;

class BlindToken extends HTMLElement {
  connectedCallback() {
    if (!isAble()) return;
    this.talk = this.getAttribute("conversation");
    this.part("unable").hidden = true;
    this.form = this.querySelector("form");
    this.form.hidden = this.hasAttribute("issued") && !store.read(openName(this.talk));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask();
    });
  }

  part(name) {
    return this.querySelector(`[data-${name}]`);
  }

  async ask() {
    const button = this.form.querySelector("button");
    button.disabled = true;
    this.part("trouble").hidden = true;
    try {
      this.show(await this.made());
    } catch (error) {
      this.part("words").textContent = error.words ?? this.getAttribute(error.step ? "wrong" : "line");
      this.part("trouble").hidden = false;
      button.disabled = false;
    }
  }

  /* What was asked for before is asked for again: other bytes would be refused. */
  async opened() {
    const kept = store.read(openName(this.talk));
    if (kept) return JSON.parse(kept);
    const opened = await requestToken(fromHex(this.getAttribute("spki")), this.talk, this.getAttribute("tier"));
    store.keep(openName(this.talk), JSON.stringify(opened));
    return opened;
  }

  async made() {
    const { blinded, pending } = await this.opened();
    const body = new FormData(this.form);
    body.set("blinded", blinded);
    const answer = await fetch(this.form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    const said = await answer.json();
    if (!answer.ok) throw Object.assign(new Error("refused"), { words: `${said.title} ${said.detail}` });
    return finishToken(pending, said.signature);
  }

  show(letters) {
    this.form.hidden = true;
    this.part("made").hidden = false;
    this.part("letters").value = letters;
    this.part("letters").style.height = `${this.part("letters").scrollHeight + 4}px`; // printed whole
    this.part("copy").addEventListener("click", () => navigator.clipboard.writeText(letters).then(() => this.done(letters, "copied")));
    this.part("keep").addEventListener("click", () => store.keep(keptName(this.talk), letters) && this.done(letters, "kept"));
    const file = this.part("file");
    file.href = URL.createObjectURL(new Blob([`${letters}\n`], { type: "text/plain" }));
    file.addEventListener("click", () => this.done(letters, "saved"));
    this.part("heading").focus();
  }

  /* The blinding is forgotten once the token is somewhere else than on this page. */
  done(letters, how) {
    store.forget(openName(this.talk));
    this.part("done").textContent = this.getAttribute(how);
  }
}
customElements.define("blind-token", BlindToken);

class KeptToken extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("textarea");
    const inAddress = decodeURIComponent(location.hash.slice(1));
    if (inAddress.startsWith("KT1.")) history.replaceState(null, "", location.pathname);
    const letters = inAddress.startsWith("KT1.") ? inAddress : store.read(keptName(this.getAttribute("conversation")));
    if (!field || field.value || !letters) return;
    field.value = letters;
    this.querySelector("[data-filled]").hidden = false;
  }
}
customElements.define("kept-token", KeptToken);
