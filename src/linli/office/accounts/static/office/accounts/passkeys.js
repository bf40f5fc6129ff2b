// Security keys and passkeys: talks to the device and puts its answer into the form, which is then sent as usual.
// A form says what it wants: data-passkey="create" (register), "get" (second factor), "login" (without passphrase).

const decode = (text) => {
  const base64 = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
};
const encode = (buffer) => {
  const text = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};
const withId = (entry) => ({ ...entry, id: decode(entry.id) });

function creationOptions(options, passwordless) {
  const selection = { ...options.authenticatorSelection };
  selection.residentKey = passwordless ? "required" : "discouraged";
  selection.requireResidentKey = passwordless;
  if (passwordless) selection.userVerification = "required";
  return {
    ...options,
    challenge: decode(options.challenge),
    user: { ...options.user, id: decode(options.user.id) },
    excludeCredentials: (options.excludeCredentials ?? []).map(withId),
    authenticatorSelection: selection,
  };
}

function requestOptions(options) {
  return { ...options, challenge: decode(options.challenge), allowCredentials: (options.allowCredentials ?? []).map(withId) };
}

function toJson(credential) {
  const answer = credential.response;
  const response = { clientDataJSON: encode(answer.clientDataJSON) };
  if (answer.attestationObject) {
    response.attestationObject = encode(answer.attestationObject);
    response.transports = answer.getTransports?.() ?? [];
  } else {
    response.authenticatorData = encode(answer.authenticatorData);
    response.signature = encode(answer.signature);
    response.userHandle = answer.userHandle ? encode(answer.userHandle) : null;
  }
  return {
    id: credential.id,
    rawId: encode(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

const given = () => JSON.parse(document.getElementById("passkey-options").textContent);

async function ask(form) {
  if (form.dataset.passkey === "create") {
    const passwordless = form.elements.passwordless?.checked ?? false;
    return navigator.credentials.create({ publicKey: creationOptions(given().creation_options.publicKey, passwordless) });
  }
  if (form.dataset.passkey === "get") {
    return navigator.credentials.get({ publicKey: requestOptions(given().request_options.publicKey) });
  }
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`passkey options: ${answer.status}`);
  const options = await answer.json();
  return navigator.credentials.get({ publicKey: requestOptions(options.request_options.publicKey) });
}

async function send(form) {
  const error = form.querySelector("[data-passkey-error]");
  error.hidden = true;
  try {
    const credential = await ask(form);
    form.elements.credential.value = JSON.stringify(toJson(credential));
  } catch (failure) {
    console.warn("passkey:", failure);
    error.hidden = false;
    return;
  }
  form.submit();
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) {
    for (const missing of form.querySelectorAll("[data-passkey-missing]")) missing.hidden = false;
    continue;
  }
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
}
