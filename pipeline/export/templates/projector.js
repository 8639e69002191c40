"use strict";
(() => {
  const slides = [...document.querySelectorAll(".slide")];
  const byId = (id) => document.getElementById(id);
  const root = document.documentElement;
  // Inside another page the address is not ours: the place is kept for this tab alone.
  const inside = location.protocol === "about:";
  let now = 0;

  const remember = (key, value) => { try { sessionStorage.setItem(key, value); } catch { /* not allowed here */ } };
  const recall = (key) => { try { return sessionStorage.getItem(key); } catch { return null; } };
  const placeOf = (text) => Math.min(Math.max(parseInt(text, 10) || 1, 1), slides.length) - 1;
  const kept = () => placeOf(inside ? recall("genks-dia") : location.hash.slice(1));

  function show(place, { speak = true } = {}) {
    now = Math.min(Math.max(place, 0), slides.length - 1);
    slides.forEach((slide, i) => { slide.hidden = i !== now; slide.classList.toggle("shown", i === now); });
    byId("counter").textContent = `${now + 1} / ${slides.length}`;
    byId("back").disabled = now === 0;
    byId("next").disabled = now === slides.length - 1;
    scrollTo(0, 0);
    if (inside) remember("genks-dia", now + 1);
    else if (location.hash !== `#${now + 1}`) history.replaceState(null, "", `#${now + 1}`);
    if (speak) {
      const title = slides[now].querySelector("h1").textContent.trim();
      byId("spoken").textContent = `Dia ${now + 1} van ${slides.length}: ${title}`;
    }
  }

  function contrast(on) {
    root.classList.toggle("contrast", on);
    byId("contrast").setAttribute("aria-pressed", on);
    remember("genks-contrast", on ? "1" : "0");
  }

  function full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (root.requestFullscreen) root.requestFullscreen().catch(() => {});
  }

  const KEYS = {
    ArrowRight: () => show(now + 1), PageDown: () => show(now + 1), " ": () => show(now + 1),
    ArrowLeft: () => show(now - 1), PageUp: () => show(now - 1),
    Home: () => show(0), End: () => show(slides.length - 1),
    f: full, F: full,
    c: () => contrast(!root.classList.contains("contrast")),
    C: () => contrast(!root.classList.contains("contrast")),
  };
  addEventListener("keydown", (event) => {
    const act = KEYS[event.key];
    const pressesButton = event.key === " " && event.target.closest("button");
    if (!act || pressesButton || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (event.key === " " && event.shiftKey) show(now - 1); else act();
  });
  document.querySelector("main").addEventListener("click", (event) => {
    if (String(getSelection())) return;
    show(event.clientX < innerWidth / 3 ? now - 1 : now + 1);
  });
  byId("back").addEventListener("click", () => show(now - 1));
  byId("next").addEventListener("click", () => show(now + 1));
  byId("full").addEventListener("click", full);
  byId("full").hidden = !document.fullscreenEnabled;
  byId("contrast").addEventListener("click", KEYS.c);
  addEventListener("fullscreenchange", () => {
    byId("full").textContent = document.fullscreenElement ? "Terug naar venster" : "Volledig scherm";
  });
  addEventListener("hashchange", () => { if (!inside) show(kept()); });
  const asked = recall("genks-contrast");
  if (asked === "1" || (asked === null && matchMedia("(prefers-contrast: more)").matches)) contrast(true);
  show(kept(), { speak: false });
})();
