/* Writes the code that stands after "#" in the address (from the receipt's QR) into the field, and
   takes it out of the address bar, where others could read it. Without script one types it. */
const field = document.getElementById("id_code");
const code = decodeURIComponent(location.hash.slice(1));
if (field && /^[0-9A-Za-z-]{16,20}$/.test(code)) {
  field.value = code;
  history.replaceState(null, "", location.pathname + location.search);
}
