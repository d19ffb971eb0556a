/* Small helps for every page; each works on what the server sent, none is needed to read or act. */
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
// An error summary takes the focus, so that it is heard first and its links are one step away.
document.querySelector("[data-error-summary]")?.focus();
// A button that is closed with a reason keeps its place in the tab order and does nothing.
document.addEventListener("click", (event) => {
  if (event.target.closest?.('[aria-disabled="true"]')) event.preventDefault();
});
