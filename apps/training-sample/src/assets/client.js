/**
 * Live updates. When the server says that a read model has moved, the page asks for itself anew and takes over what has
 * changed in its `data-live` regions. Nodes that stay are kept, so focus, open panels and half-written text survive.
 */

const connection = document.getElementById("connection");
const announcer = document.getElementById("announcer");

let refreshing = false;
let again = false;

/** How long until a refused connection is tried again, in milliseconds; all pages at once would be a flood. */
const retryDelay = () => 1_000 + Math.random() * 2_000;

let source;
connect();
// A browser has six connections to a server, for all its tabs: one that nobody looks at leaves its own to the others.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) source?.close();
  else connect();
});
addEventListener("pagehide", () => source?.close());
addEventListener("pageshow", (event) => {
  // Back from the back-forward cache, where the connection was closed.
  if (event.persisted) location.reload();
});

// The position was for this first request only; a reload has nothing to wait for.
if (new URLSearchParams(location.search).has("position")) history.replaceState(null, "", location.pathname);

// On a timeline the arrow keys go to the version before and after; in a field they are the field's.
addEventListener("keydown", (event) => {
  const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  if (rel === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest?.("input, select, textarea, [contenteditable]")) return;
  document.querySelector(`a[rel="${rel}"]`)?.click();
});

// A form that is under way says so. It may be sent again: its command's id makes that one command.
addEventListener("submit", ({ submitter }) => submitter?.setAttribute("aria-busy", "true"));
// Back from the back-forward cache, or stopped: nothing is under way.
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll('[aria-busy="true"]')) button.removeAttribute("aria-busy");
});

function connect() {
  if (document.hidden || source?.readyState < EventSource.CLOSED) return;
  source = new EventSource("/live");
  source.addEventListener("open", () => {
    show("live", "Live");
    void refresh(); // whatever moved between the page and this moment
  });
  source.addEventListener("moved", () => void refresh());
  source.addEventListener("error", ({ target }) => {
    show("lost", "Reconnecting…");
    // The browser comes back from a broken connection by itself, but not from an answer such as 503 while the server starts.
    if (target.readyState !== EventSource.CLOSED) return;
    setTimeout(connect, retryDelay());
    void refresh(); // if the session is over, that leads to the log-in
  });
}

function show(state, text) {
  connection.hidden = false;
  connection.dataset.state = state;
  connection.textContent = text;
}

/** One request at a time; what moves meanwhile leads to one more. */
async function refresh() {
  if (refreshing) {
    again = true;
    return;
  }
  refreshing = true;
  do {
    again = false;
    try {
      await takeOver();
    } catch {
      // The server is away. The connection's next "open" brings us back here.
    }
  } while (again);
  refreshing = false;
}

async function takeOver() {
  const response = await fetch(location.pathname + location.search, { headers: { "x-live-refresh": "1" } });
  if (response.status >= 500) return;
  if (response.status === 429) {
    const seconds = Number(response.headers.get("retry-after")) || 1;
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    again = true;
    return;
  }
  // The session is over, or the page is no longer ours to see: the server knows what to show instead.
  if (response.redirected || !response.ok) return location.reload();
  const next = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const region of document.querySelectorAll("[data-live]")) {
    const fresh = next.getElementById(region.id);
    if (fresh !== null && !region.isEqualNode(fresh)) update(region, fresh);
  }
}

function update(region, fresh) {
  const before = new Set(keysOf(region));
  const focused = region.contains(document.activeElement) ? document.activeElement : null;
  morph(region, fresh);
  const after = new Set(keysOf(region));

  if (focused !== null && !focused.isConnected) {
    region.querySelector("h2")?.focus();
    announce("What you had before you is gone: somebody else was faster.");
  } else if (before.size !== after.size || [...before].some((key) => !after.has(key))) {
    announce(`${region.querySelector("h2")?.textContent.trim()}: the list has changed.`);
  }
}

function announce(text) {
  announcer.textContent = text;
}

function keysOf(region) {
  return [...region.querySelectorAll("[data-key]")].map((node) => node.dataset.key);
}

/** Makes `node` like `fresh`, keeping every node that can stay. */
function morph(node, fresh) {
  if (node.nodeType !== Node.ELEMENT_NODE) {
    if (node.data !== fresh.data) node.data = fresh.data;
    return;
  }
  morphAttributes(node, fresh);
  morphChildren(node, fresh);
}

function morphAttributes(node, fresh) {
  // A form that stays keeps its command's id: what was sent before an update and is sent again after it is one command.
  if (node.getAttribute("name") === "commandId") return;
  // Whether a panel is open is the reader's affair.
  const ours = node.localName === "details" ? ["open"] : [];
  for (const { name } of [...node.attributes]) {
    if (!fresh.hasAttribute(name) && !ours.includes(name)) node.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  }
}

function morphChildren(node, fresh) {
  const wanted = new Set([...fresh.children].map(keyOf));
  for (const child of [...node.children]) {
    if (keyOf(child) !== undefined && !wanted.has(keyOf(child))) child.remove();
  }
  const keyed = new Map([...node.children].filter((child) => keyOf(child) !== undefined).map((c) => [keyOf(c), c]));

  let at = node.firstChild;
  for (const freshChild of [...fresh.childNodes]) {
    const key = keyOf(freshChild);
    const match = key === undefined ? (isLike(at, freshChild) ? at : undefined) : keyed.get(key);
    if (match === undefined) {
      const added = document.importNode(freshChild, true);
      if (key !== undefined) added.classList.add("fresh");
      node.insertBefore(added, at);
    } else {
      if (match === at) at = at.nextSibling;
      else node.insertBefore(match, at);
      morph(match, freshChild);
    }
  }
  while (at !== null) {
    const rest = at;
    at = at.nextSibling;
    rest.remove();
  }
}

function isLike(node, fresh) {
  return (
    node !== null && node.nodeType === fresh.nodeType && node.nodeName === fresh.nodeName && keyOf(node) === undefined
  );
}

function keyOf(node) {
  return node.dataset?.key;
}
