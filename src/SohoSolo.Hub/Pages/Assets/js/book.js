// The page of free places answers at once: what is asked for is fetched and put in its place, and the focus stays where it is.
// Without this the form has a button, and the days are links.

const form = () => document.querySelector("form[data-look]");
let asking;
let soon;

document.addEventListener("change", (event) => {
  if (!event.target.form || event.target.form !== form()) return;

  // A date or an hour that is typed changes several times before it is what she means.
  clearTimeout(soon);
  const isTyped = ["date", "time", "number"].includes(event.target.type);
  soon = setTimeout(() => form() && show(new URL(`${form().getAttribute("action")}?${new URLSearchParams(new FormData(form()))}`, location.href)), isTyped ? 800 : 0);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".days a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(new URL(link.href));
});

async function show(address) {
  asking?.abort();
  asking = new AbortController();
  document.getElementById("places")?.classList.add("working");
  try {
    const answer = await fetch(address, { signal: asking.signal, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok || !page.querySelector("form[data-look]")) throw new Error("not this page");
    const held = whoHolds(document.activeElement);
    document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
    history.replaceState(null, "", address);
    hideButtons();
    if (held) document.querySelector(held)?.focus();
  } catch (reason) {
    // Another question has come meanwhile, or the line is bad: then the browser asks in its own way and says what is wrong.
    if (reason.name !== "AbortError") location.assign(address);
  }
}

/** How to find the same control on the new page. */
function whoHolds(element) {
  if (element?.closest(".days")) return ".days a[aria-current]";
  if (element?.id) return `#${CSS.escape(element.id)}`;
  return element?.name ? `form[data-look] [name="${CSS.escape(element.name)}"][value="${CSS.escape(element.value)}"]` : null;
}

function hideButtons() {
  form()?.querySelectorAll("[data-without-script]").forEach((button) => (button.hidden = true));
}

hideButtons();
