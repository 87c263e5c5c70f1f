// While a reader waits for a badge the page looks again every other second, until it knows what became of it.

const every = 2_000;

async function look() {
  const place = document.getElementById("badge-wait");
  if (place?.dataset.status !== "pending") return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const fresh = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = fresh && fresh.getElementById("badge-wait");
    if (main && main.dataset.status !== "pending") {
      // The list of her badges changes with it; a search half typed stays.
      document.querySelector("[data-badges]").replaceChildren(...fresh.querySelector("[data-badges]").childNodes);
      document.getElementById("badge-wait").querySelector(".notice")?.setAttribute("role", "status");
      return;
    }
  } catch {
    // The line is down; the next look will tell.
  }

  setTimeout(look, every);
}

setTimeout(look, every);
