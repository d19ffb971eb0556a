/* A row of nine Kazakh letters under a text field, for keyboards that lack them.
   <kk-keys for="id_text"></kk-keys>: without script nothing is shown and nothing is lost. */
const LETTERS = ["ә", "ғ", "қ", "ң", "ө", "ұ", "ү", "һ", "і"];

class KazakhKeys extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.getAttribute("for"));
    if (!this.field || this.childElementCount > 0) return;
    this.classList.add("kk-keys");
    this.setAttribute("role", "group");
    this.append(...LETTERS.map((letter) => this.key(letter)));
    this.addEventListener("click", (event) => this.write(event));
  }

  key(letter) {
    const button = document.createElement("button");
    button.type = "button";
    button.lang = "kk";
    button.textContent = letter;
    return button;
  }

  write(event) {
    const button = event.target.closest("button");
    if (!button) return;
    const letter = event.shiftKey ? button.textContent.toLocaleUpperCase("kk") : button.textContent;
    this.field.focus();
    this.field.setRangeText(letter, this.field.selectionStart, this.field.selectionEnd, "end");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
customElements.define("kk-keys", KazakhKeys);
