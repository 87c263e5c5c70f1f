// The board of a site stays open all day: what happens there comes over a stream of events, each of which only says "look again". The page is made by the server;
// this puts the new one in place piece by piece, so that focus, open forms and half-typed words stay as they are.

const place = document.getElementById("board-now");
const says = document.getElementById("board-says");
const offline = document.getElementById("board-offline");
const soon = 150;
const often = 60_000;
const again = 5_000;

let stream;
let waiting;
let asking = false;
let asked = false;

const board = () => place.firstElementChild;

function same(old, fresh) {
  return old.nodeType === fresh.nodeType && old.nodeName === fresh.nodeName && (old.id ?? "") === (fresh.id ?? "");
}

function attributes(old, fresh) {
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !(name === "open" && old.nodeName === "DETAILS")) old.removeAttribute(name);
  }

  for (const { name, value } of fresh.attributes) {
    // What somebody types or chooses is hers; only hidden fields are the page's.
    const isHers = old.nodeName === "INPUT" && old.type !== "hidden" && name === "value";
    if (!isHers && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

function morph(old, fresh) {
  if (old.isEqualNode(fresh) || old.dataset?.sent) return;
  attributes(old, fresh);
  let at = old.firstChild;
  for (const next of [...fresh.childNodes]) {
    const known = next.id ? [...old.children].find((child) => child.id === next.id) : at;
    if (known && same(known, next)) {
      if (known === at) at = at.nextSibling;
      else old.insertBefore(known, at);
      if (next.nodeType === Node.ELEMENT_NODE) morph(known, next);
      else if (known.data !== next.data) known.data = next.data;
    } else {
      old.insertBefore(next, at);
    }
  }

  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

async function look() {
  if (asking) {
    asked = true;
    return;
  }

  asking = true;
  try {
    const answer = await fetch(place.dataset.now, { headers: { Accept: "text/html" } });
    // Signed out, or no keeper any more: the page itself says so.
    if (answer.redirected || answer.status === 401 || answer.status === 403) return location.reload();
    if (answer.ok) show(await answer.text());
    else lost();
  } catch {
    lost();
  } finally {
    asking = false;
    if (asked) {
      asked = false;
      look();
    }
  }
}

function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("board");
  if (!fresh) return;
  const before = board().dataset.summary;
  morph(board(), fresh);
  if (board().dataset.summary !== before) says.textContent = board().dataset.summary;
  if (stream?.readyState === EventSource.OPEN) offline.hidden = true;
}

function lost() {
  if (!offline.hidden) return;
  offline.textContent = offline.dataset.says.replace("{0}", board().dataset.at);
  offline.hidden = false;
}

function lookSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(look, soon);
}

function listen() {
  stream?.close();
  stream = new EventSource(place.dataset.stream);
  stream.addEventListener("open", lookSoon);
  stream.addEventListener("error", () => {
    lost();
    // A broken line is taken up again by the browser; a refusal is not.
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => { look(); listen(); }, again);
  });
  for (const event of ["booking", "arrival", "access", "door", "device", "alarm", "occupancy", "reconciliation", "reset"]) stream.addEventListener(event, lookSoon);
}

listen();
// Being late comes with time alone.
setInterval(() => document.visibilityState === "visible" && lookSoon(), often);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && lookSoon());
