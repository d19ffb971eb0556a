/* Passkeys: ask the browser's own WebAuthn for a credential and send it with the form.
   A form says data-passkey="get" or "create"; its options lie in the element named by
   data-options, or are fetched from the form's own address. */
async function optionsOf(form) {
  const written = document.getElementById(form.dataset.options);
  if (written) return JSON.parse(written.textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  return answer.json();
}

async function credentialFor(form) {
  const options = await optionsOf(form);
  if (form.dataset.passkey === "get") {
    const { publicKey } = options.request_options;
    return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
  }
  const { publicKey } = options.creation_options;
  const alone = form.elements.passwordless?.checked ?? true;
  publicKey.authenticatorSelection = {
    ...publicKey.authenticatorSelection,
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: alone,
    ...(alone ? { userVerification: "required" } : {}),
  };
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const trouble = document.querySelector("[data-passkey-error]");
    trouble.hidden = true;
    try {
      const credential = await credentialFor(form);
      form.elements.credential.value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch {
      trouble.hidden = false;
    }
  });
}
