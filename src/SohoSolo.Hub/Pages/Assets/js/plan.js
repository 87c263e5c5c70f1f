// Places on a plan are moved by mouse, by finger and with the arrow keys. The numbers in the table say the same, and they are what is sent;
// without this the table is filled in by hand. A picture that is too large is made smaller before it goes over the line.

const STEP = 10;
const board = document.querySelector(".plan-draft");
const plan = board.querySelector("svg.plan");
const [wide, deep] = ["width", "height"].map((id) => document.getElementById(id));
const said = document.getElementById("plan-said");
document.getElementById("plan-how").hidden = false;

const places = [...plan.querySelectorAll("foreignObject[data-space]")].map((box) => {
  const row = document.querySelector(`tr[data-space="${CSS.escape(box.dataset.space)}"]`);
  const [x, y, width, height] = row.querySelectorAll("input");
  return { box, spot: box.firstElementChild, name: row.querySelector("th").textContent, fields: { x, y, width, height } };
});

const whole = (field) => Math.max(0, Math.round(Number(field.value) || 0));
const within = (value, most) => Math.max(0, Math.min(Math.round(value), most));

function draw(place) {
  for (const [name, field] of Object.entries(place.fields)) place.box.setAttribute(name, whole(field));
  place.spot.setAttribute("aria-label", words(place));
}

function words({ name, fields }) {
  return board.dataset.says.replace("{0}", name).replace("{1}", whole(fields.x)).replace("{2}", whole(fields.y)).replace("{3}", whole(fields.width)).replace("{4}", whole(fields.height));
}

function move(place, x, y) {
  const { fields } = place;
  fields.x.value = within(x, whole(wide) - whole(fields.width));
  fields.y.value = within(y, whole(deep) - whole(fields.height));
  draw(place);
}

function stretch(place, width, height) {
  const { fields } = place;
  fields.width.value = Math.max(STEP, within(width, whole(wide) - whole(fields.x)));
  fields.height.value = Math.max(STEP, within(height, whole(deep) - whole(fields.y)));
  draw(place);
}

/** Where a pointer is, in the plan's own units. */
function at(event) {
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(plan.getScreenCTM().inverse());
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

for (const place of places) {
  const { box, spot, fields } = place;
  spot.tabIndex = 0;
  spot.setAttribute("role", "button");
  spot.setAttribute("aria-roledescription", board.dataset.moves);
  spot.setAttribute("aria-describedby", "plan-how");
  draw(place);

  spot.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    const [across, down] = arrow.map((step) => step * (event.ctrlKey ? 1 : STEP));
    if (event.shiftKey) stretch(place, whole(fields.width) + across, whole(fields.height) + down);
    else move(place, whole(fields.x) + across, whole(fields.y) + down);
    said.textContent = words(place);
  });

  spot.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const from = at(event);
    const [left, top] = [whole(fields.x), whole(fields.y)];
    const follow = (moved) => {
      const now = at(moved);
      move(place, Math.round((left + now.x - from.x) / STEP) * STEP, Math.round((top + now.y - from.y) / STEP) * STEP);
    };
    const stop = () => {
      spot.removeEventListener("pointermove", follow);
      said.textContent = words(place);
    };
    spot.setPointerCapture(event.pointerId);
    spot.addEventListener("pointermove", follow);
    spot.addEventListener("lostpointercapture", stop, { once: true });
  });

  for (const field of Object.values(fields)) field.addEventListener("input", () => draw(place));
}

for (const side of [wide, deep]) {
  side.addEventListener("input", () => {
    const [width, height] = [Math.max(STEP, whole(wide)), Math.max(STEP, whole(deep))];
    plan.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const floor = plan.querySelector(".floor");
    floor.setAttribute("width", width - 4);
    floor.setAttribute("height", height - 4);
    const picture = plan.querySelector("image");
    picture?.setAttribute("width", width);
    picture?.setAttribute("height", height);
  });
}

const file = document.getElementById("picture");
file.addEventListener("change", async () => {
  const [chosen] = file.files;
  const most = Number(file.dataset.most);
  if (!chosen || chosen.size <= most) return;

  const drawn = await createImageBitmap(chosen).catch(() => null);
  // What cannot be read as a picture is sent as it is, and the answer says what is wrong with it.
  if (!drawn) return;
  for (const longest of [1600, 1200, 900, 600]) {
    const scale = Math.min(1, longest / Math.max(drawn.width, drawn.height));
    const canvas = new OffscreenCanvas(Math.round(drawn.width * scale), Math.round(drawn.height * scale));
    canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height);
    const smaller = await canvas.convertToBlob({ type: "image/webp", quality: 0.8 });
    if (smaller.size > most || smaller.type !== "image/webp") continue;
    const list = new DataTransfer();
    list.items.add(new File([smaller], "plan.webp", { type: smaller.type }));
    file.files = list.files;
    return;
  }
});
