// Asks this device for a key of hers (WebAuthn), and sends what it says by the page's own form. Where the browser keeps no keys, or no script runs, the form stays hidden.

const form = document.querySelector("form[data-passkey]");
const isNew = form?.dataset.passkey === "create";
const canAsk = Boolean(window.PublicKeyCredential && navigator.credentials);
let offered;

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

async function question() {
  const answer = await fetch(form.dataset.options, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`The question is not there: ${answer.status}.`);
  const asked = await answer.json();
  asked.challenge = bytes(asked.challenge);
  if (asked.user) asked.user.id = bytes(asked.user.id);
  for (const key of [...(asked.excludeCredentials ?? []), ...(asked.allowCredentials ?? [])]) key.id = bytes(key.id);
  return asked;
}

/** As the browsers that can write it themselves do; not all can. */
function written({ id, rawId, type, authenticatorAttachment, response }) {
  const said = isNew
    ? { attestationObject: text(response.attestationObject), transports: response.getTransports?.() ?? [] }
    : { authenticatorData: text(response.authenticatorData), signature: text(response.signature), userHandle: response.userHandle && text(response.userHandle) };
  const common = { id, rawId: text(rawId), type, authenticatorAttachment, clientExtensionResults: {} };
  return JSON.stringify({ ...common, response: { clientDataJSON: text(response.clientDataJSON), ...said } });
}

function send(key) {
  form.elements.credential.value = written(key);
  form.submit();
}

function say(word) {
  const place = form.querySelector("[data-say]");
  place.className = word ? "notice attention" : "";
  place.textContent = word ? place.dataset[word] : "";
}

async function ask(event) {
  event.preventDefault();
  const button = form.querySelector("button");
  if (button.getAttribute("aria-disabled")) return;
  button.setAttribute("aria-disabled", "true");
  offered?.abort();
  say(null);
  try {
    const publicKey = await question();
    send(await (isNew ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey })));
  } catch (failure) {
    button.removeAttribute("aria-disabled");
    say(failure.name === "NotAllowedError" ? "cancelled" : failure.name === "InvalidStateError" ? "known" : "failed");
  }
}

/** Where she types her address, the browser offers the keys it has for us, if it can. */
async function offer() {
  if (!(await window.PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  offered = new AbortController();
  try {
    send(await navigator.credentials.get({ publicKey: await question(), mediation: "conditional", signal: offered.signal }));
  } catch {
    // She went another way: by mail, or by the button, which says what is wrong.
  }
}

if (form && canAsk) {
  form.hidden = false;
  document.querySelectorAll("[data-no-passkey]").forEach((note) => (note.hidden = true));
  form.addEventListener("submit", ask);
  if (form.dataset.offer) offer();
}
