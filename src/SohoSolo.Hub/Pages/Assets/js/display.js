// The screen at a door looks anew twice a minute. Without this it has a link that does the same.

const often = 30_000;

async function look() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    // No screen of this room any more: the page itself says so.
    if (answer.status === 403 || answer.redirected) return location.reload();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok || !page.getElementById("display")) return lost();
    document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
    keepAlive();
  } catch {
    lost();
  }
}

// What is shown may be old, and says so.
function lost() {
  const foot = document.getElementById("display-foot");
  foot.classList.add("notice", "attention");
  foot.textContent = foot.dataset.lost;
}

function keepAlive() {
  document.querySelector("#display-foot a")?.setAttribute("hidden", "");
}

keepAlive();
setInterval(look, often);
