// The search for divisions as a combobox (ARIA 1.2): the options arrive through htmx; keys move among them.
// Without scripts the form sends itself to the search page.
for (const form of document.querySelectorAll("form[data-combobox]")) {
  const input = form.querySelector("[role=combobox]");
  const list = form.querySelector("[role=listbox]");
  const status = form.querySelector("[role=status]");
  const options = () => [...list.querySelectorAll("[role=option]")];

  const show = (open) => {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) choose(null);
  };

  const choose = (chosen) => {
    for (const option of options()) option.setAttribute("aria-selected", String(option === chosen));
    if (chosen) {
      input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };

  const chosenNow = () => options().find((option) => option.getAttribute("aria-selected") === "true");

  const move = (step) => {
    const all = options();
    if (all.length === 0) return;
    const here = all.indexOf(chosenNow());
    const next = here < 0 ? (step > 0 ? 0 : all.length - 1) : (here + step + all.length) % all.length;
    choose(all[next]);
  };

  new MutationObserver(() => {
    const count = options().length;
    const asked = input.value.trim() !== "";
    show(count > 0 && asked && document.activeElement === input);
    status.textContent = !asked ? "" : count ? status.dataset.said.replace("#", String(count)) : status.dataset.none;
  }).observe(list, { childList: true });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // a Chinese input method is still choosing characters
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden && options().length > 0) show(true);
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && chosenNow()) {
      event.preventDefault();
      location.assign(chosenNow().dataset.href);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show(false);
    }
  });
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // the input keeps the focus
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.href);
  });
  input.addEventListener("blur", () => show(false));
}
