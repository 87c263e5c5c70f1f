// Walks the pages as somebody's browser would, by fetch: follows every link, and sends every form in which something can be written, with what is meant to harm in it.
// One page stands for all of its shape: /here/nogaro-desk-1 and /here/auch-room-1 are one.
async ({ starts, payloads, sends, mark, thorough }) => {
  const parser = new DOMParser();
  const harm = "script:not([src^='/assets/']), iframe, object, embed, base, [style], img[src='x'], a[href^='javascript:' i], form[action^='javascript:' i]";
  const told = { pages: [], marked: [], fields: [], posts: 0, stored: 0, wrong: [] };
  const shapes = new Set();
  const forms = new Set();
  const queue = [...starts];

  while (queue.length > 0) {
    const address = new URL(queue.shift(), location.href);
    const shape = shapeOf(address);
    if (address.origin !== location.origin || shapes.has(shape) || ["/language", "/sign-in/link"].includes(address.pathname)) continue;
    shapes.add(shape);
    const page = await read(address, await fetch(address, { headers: { Accept: "text/html" } }));
    if (!page) continue;
    told.pages.push(address.pathname + address.search);
    if (page.documentElement.outerHTML.includes(mark)) told.marked.push(address.pathname + address.search);
    if (/[\u202a-\u202e\u2066-\u2069]/.test(page.body.textContent)) told.wrong.push(`${address.pathname} turns the direction of what is read`);
    queue.push(...[...page.querySelectorAll("a[href]")].map((link) => new URL(link.getAttribute("href"), address).href));
    if (sends) for (const form of page.querySelectorAll("form")) await sendAll(form, address);
  }

  return told;

  function shapeOf(address) {
    const sites = /^(auch|condom|eauze|fleurance|mauvezin|mirande|nogaro|samatan)$/;
    const path = address.pathname.split("/").map((part) => (/\d/.test(part) || sites.test(part) ? "*" : part)).join("/");
    return `${path}?${[...new Set([...address.searchParams.keys()])].sort()}`;
  }

  async function read(address, answer) {
    if (answer.status >= 500) told.wrong.push(`${address.pathname} answers ${answer.status}`);
    if (!(answer.headers.get("Content-Type") ?? "").startsWith("text/html")) return null;
    const page = parser.parseFromString(await answer.text(), "text/html");
    const raw = [...page.querySelectorAll(harm), ...[...page.querySelectorAll("*")].filter((element) => [...element.attributes].some(({ name }) => name.startsWith("on")))];
    if (raw.length > 0) told.wrong.push(`${address.pathname} has ${raw[0].outerHTML.slice(0, 200)}`);
    return page;
  }

  function texts(form) {
    return [...form.elements].filter((field) => field.name && !field.readOnly && (field.localName === "textarea" || (field.localName === "input" && ["text", "search", "email", "tel", "url", "password"].includes(field.type))));
  }

  /** Each text by itself with the others as they are, so that one that is refused does not keep the others out; then all at once. */
  async function sendAll(form, address) {
    const action = new URL(form.getAttribute("action") ?? address.href, address);
    const written = texts(form);
    const name = `${form.method} ${shapeOf(action)} ${written.map((field) => field.name.replace(/\d+/g, "*"))}`;
    if (written.length === 0 || forms.has(name)) return;
    forms.add(name);
    for (const field of written) told.fields.push(`${shapeOf(action)} ${field.name}`);
    for (const payload of payloads) {
      for (const field of thorough || payload === payloads[0] ? written : []) await send(form, action, (one) => (one === field ? payload : one.value || plain(one)));
      await send(form, action, () => payload);
    }
  }

  function plain(field) {
    return { email: `x${Math.random().toString(36).slice(2)}@example.org`, tel: "+33639980999" }[field.type] ?? "Essai";
  }

  async function send(form, action, write) {
    const fields = new URLSearchParams();
    const chosen = new Set();
    for (const field of form.elements) {
      if (!field.name || field.disabled || field.localName === "button" || field.localName === "fieldset" || field.type === "file") continue;
      if (field.type === "radio" && !form.querySelector(`[name="${CSS.escape(field.name)}"]:checked`) && !chosen.has(field.name)) chosen.add(field.name) && fields.append(field.name, field.value);
      else if (["radio", "checkbox"].includes(field.type)) field.checked && fields.append(field.name, field.value);
      else if (field.name === "key") fields.append("key", crypto.randomUUID());
      else if (texts(form).includes(field)) fields.append(field.name, write(field));
      else fields.append(field.name, field.value || { date: "2026-12-18", number: "1" }[field.type] || "");
    }

    const buttons = [...form.elements].filter((button) => button.localName === "button" && button.type === "submit");
    const button = buttons.find((one) => !one.classList.contains("danger")) ?? buttons[0];
    if (button?.name) fields.append(button.name, button.value);
    const to = new URL(button?.getAttribute("formaction") ?? action, action);
    told.posts++;
    if (form.method !== "post") {
      to.search = fields;
      await read(to, await fetch(to, { headers: { Accept: "text/html" } }));
      return;
    }

    const answer = await fetch(to, { method: "POST", body: fields, headers: { Accept: "text/html" } });
    if (answer.redirected) {
      told.stored++;
      queue.push(answer.url);
    }

    await read(to, answer);
  }
}
