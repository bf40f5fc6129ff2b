// A number opens its rows beside the text. Without this script the same link opens them on a page of their own.
const desk = document.querySelector("[data-reader]");
const panel = desk?.querySelector("#rows-panel");
const place = panel?.querySelector("[data-rows]");
let opener = null;

const close = () => {
  if (!panel || panel.hidden) return;
  panel.hidden = true;
  desk.classList.remove("with-rows");
  opener?.removeAttribute("aria-current");
  opener?.focus();
  opener = null;
};

const show = async (href) => {
  const answer = await fetch(href, { headers: { "X-Panel": "rows" }, credentials: "same-origin" });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  place.replaceChildren(...page.body.childNodes);
  panel.hidden = false;
  desk.classList.add("with-rows");
  panel.focus({ preventScroll: true });
};

const plain = (event) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

desk?.addEventListener("click", async (event) => {
  if (event.target.closest("[data-close]")) return close();
  const link = event.target.closest("a.figure, #rows-panel .pager a");
  if (!link || !plain(event)) return;
  event.preventDefault();
  if (link.matches("a.figure")) {
    opener?.removeAttribute("aria-current");
    opener = link;
    link.setAttribute("aria-current", "true");
  }
  try {
    await show(link.href);
  } catch {
    window.location.assign(link.href);
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
