// What this device has kept for when the line is down.

const place = document.getElementById("kept");
const cache = await caches.open("kept");
for (const request of await cache.keys()) {
  const page = new DOMParser().parseFromString(await (await cache.match(request, { ignoreVary: true })).text(), "text/html");
  const [item, link] = [document.createElement("li"), document.createElement("a")];
  link.href = request.url;
  link.textContent = page.title;
  item.append(link);
  place.querySelector("ul").append(item);
  place.hidden = false;
}
