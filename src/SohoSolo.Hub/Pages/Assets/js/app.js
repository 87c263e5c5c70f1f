// Every page works without this. With it, a form that was sent says so and is not sent twice, and what needs a second thought is asked.

document.addEventListener("submit", (event) => {
  const form = event.target;
  const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
  if (question && !window.confirm(question)) {
    event.preventDefault();
    return;
  }

  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }

  form.dataset.sent = "yes";
  // Only after the browser has collected the fields: a disabled button would not send its own value.
  setTimeout(() => form.querySelectorAll("button").forEach((button) => button.setAttribute("aria-disabled", "true")), 0);
});

// Back from the browser's own memory: the form may be sent again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("button").forEach((button) => button.removeAttribute("aria-disabled"));
  });
});

// A filter form that is only asked for needs no button once a script can send it.
document.querySelectorAll("form[data-live]").forEach((form) => {
  form.addEventListener("change", () => form.requestSubmit());
  form.querySelectorAll("[data-without-script]").forEach((button) => (button.hidden = true));
});

// Keeps the day sheet and the pass for when the line is down. Not there in a browser that talks to us without TLS.
if (navigator.serviceWorker && navigator.onLine) {
  const build = new URL(import.meta.url).pathname.split("/")[2];
  window.addEventListener("load", () => navigator.serviceWorker.register(`/sw.js?build=${build}`));
}
