// The page's own behaviour: keep the transcript stable while it streams, open the evidence, copy,
// remember the conversation. Shows only HTML that the server has escaped; builds none from data.
(() => {
  "use strict";
  const CONVERSATION = "looplens-conversation";
  const LANGUAGE = "looplens-language";
  let evidence = null; // { element, server, words } of the evidence column
  let opener = null; // the control that opened it, which gets the focus back
  let buttons = {}; // names of the buttons in text boxes: submit, stop
  let send = {}; // events that go to the server: ask, rate

  // --- keeping the page still -----------------------------------------------------------------

  // Change `live` into `next` node by node: what stays the same keeps its focus and its state.
  function morph(live, next) {
    if (live.nodeType !== next.nodeType || live.nodeName !== next.nodeName) {
      live.replaceWith(next.cloneNode(true));
      return;
    }
    if (live.nodeType === Node.TEXT_NODE) {
      if (live.data !== next.data) live.data = next.data;
      return;
    }
    for (const { name } of [...live.attributes]) {
      // Whether details are open is the reader's business.
      if (!next.hasAttribute(name) && name !== "open") live.removeAttribute(name);
    }
    for (const { name, value } of [...next.attributes]) {
      if (live.getAttribute(name) !== value) live.setAttribute(name, value);
    }
    const old = [...live.childNodes];
    const fresh = [...next.childNodes];
    fresh.forEach((child, i) => (old[i] ? morph(old[i], child) : live.append(child.cloneNode(true))));
    old.slice(fresh.length).forEach((child) => child.remove());
  }

  function parse(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content;
  }

  // `value`: { turns: [[key, html], …], only, conversation, language, buttons, stopped }
  function show(log, value) {
    if (!value || !value.turns) return;
    if (value.language) {
      document.documentElement.lang = value.language;
      try { localStorage.setItem(LANGUAGE, value.language); } catch { /* private window */ }
    }
    if (value.conversation) {
      try { sessionStorage.setItem(CONVERSATION, value.conversation); } catch { /* likewise */ }
    }
    const keys = new Set(value.turns.map(([key]) => String(key)));
    for (const child of [...log.children]) {
      if (value.only ? !keys.has(child.dataset.key) : child.dataset.key === "welcome") child.remove();
    }
    if (value.buttons) buttons = value.buttons;
    nameButtons();
    if (value.stopped) stop(log, value.stopped);
    for (const [key, html] of value.turns) {
      const next = parse(html).firstElementChild;
      next.dataset.key = key;
      const live = [...log.children].find((child) => child.dataset.key === String(key));
      if (live) {
        morph(live, next);
      } else {
        log.append(next);
        if (!value.only) next.scrollIntoView({ block: "start", behavior: calm() });
      }
    }
  }

  // Gradio's own buttons in text boxes carry a picture only.
  function nameButtons() {
    for (const [kind, name] of Object.entries(buttons)) {
      for (const button of document.querySelectorAll(`button.${kind}-button`)) {
        if (button.title !== name) Object.assign(button, { ariaLabel: name, title: name });
      }
    }
  }

  // The reader stopped the answer: what stands there stays, and says so.
  function stop(log, text) {
    for (const turn of log.querySelectorAll("[data-state=busy].ll-turn")) {
      turn.dataset.state = "done";
      turn.setAttribute("aria-busy", "false");
      const note = Object.assign(document.createElement("p"), { className: "ll-label", textContent: text });
      turn.querySelector(".ll-steps").replaceWith(note);
    }
  }

  const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

  // --- the evidence ---------------------------------------------------------------------------

  async function open(control) {
    if (!evidence) return;
    const { element, server } = evidence;
    const wanted = JSON.parse(control.dataset.open);
    mark(opener, false);
    opener = control;
    mark(opener, true);
    document.body.dataset.evidence = "open";
    const body = element.querySelector(".ll-evidence-body");
    body.setAttribute("aria-busy", "true");
    let html;
    try {
      html = await server.open_evidence({ ...wanted, ui: document.documentElement.lang });
    } catch {
      html = null;
    }
    if (opener !== control) return; // another passage was asked for meanwhile
    if (html === null) {
      body.replaceChildren(Object.assign(document.createElement("p"), {
        className: "ll-failure", textContent: element.firstElementChild.dataset.unreachable,
      }));
    } else {
      body.replaceChildren(parse(html));
    }
    body.removeAttribute("aria-busy");
    body.scrollTop = 0;
    element.querySelector("aside").focus({ preventScroll: true });
    const found = body.querySelector("mark");
    if (found && found.offsetTop + found.offsetHeight > body.clientHeight) {
      body.scrollTop = found.offsetTop - body.clientHeight / 3;
    }
  }

  function close() {
    if (!evidence || document.body.dataset.evidence !== "open") return;
    delete document.body.dataset.evidence;
    mark(opener, false);
    rest();
    if (opener && opener.isConnected) opener.focus();
    opener = null;
  }

  const mark = (control, on) => control && control.setAttribute("aria-expanded", String(on));

  function rest() {
    const { element } = evidence;
    const hint = element.querySelector("template");
    element.querySelector(".ll-evidence-body").replaceChildren(hint.content.cloneNode(true));
  }

  // --- one listener for all controls ----------------------------------------------------------

  const controls = {
    open: (control) => open(control),
    ask: (control) => send.ask && send.ask({ question: control.dataset.ask }),
    close,
    rate: (control) => {
      const turn = control.closest("[data-turn]").dataset.turn;
      for (const other of control.parentElement.querySelectorAll("[data-rate]")) {
        other.setAttribute("aria-pressed", String(other === control));
      }
      if (send.rate) send.rate({ turn, verdict: control.dataset.rate });
    },
    copy: async (control) => {
      const label = control.textContent;
      try {
        await navigator.clipboard.writeText(control.dataset.copy);
        control.textContent = control.dataset.done;
        setTimeout(() => { control.textContent = label; }, 1600);
      } catch { /* the browser forbids it outside https and localhost */ }
    },
  };

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    for (const name of Object.keys(controls)) {
      const control = target && target.closest(`[data-${name}]`);
      if (control && control.matches("button, [role=button]")) {
        event.preventDefault();
        controls[name](control);
        return;
      }
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    const control = event.target instanceof Element && event.target.closest("[role=button][data-open]");
    if (control && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      open(control);
    }
  });

  // --- what Gradio's components call ----------------------------------------------------------

  window.LoopLens = {
    transcript(element, props, watch, events) {
      const log = element.querySelector(".ll-log");
      send = events;
      show(log, props.value);
      watch("value", () => show(log, props.value));
      // They come and go while an answer is on its way.
      new MutationObserver(nameButtons).observe(document.body, { childList: true, subtree: true });
    },
    evidence(element, props, watch, server) {
      evidence = { element, server };
      const put = () => {
        if (!props.value) return;
        const kept = document.body.dataset.evidence === "open"
          ? [...element.querySelector(".ll-evidence-body").childNodes] : null;
        element.replaceChildren(parse(props.value));
        if (kept) element.querySelector(".ll-evidence-body").replaceChildren(...kept);
        else rest();
      };
      put();
      watch("value", put);
    },
  };
})();
