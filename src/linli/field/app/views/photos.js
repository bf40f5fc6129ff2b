// Taking photos: drawn anew at once, so that what the camera wrote beside the picture is gone before it is kept.
import { h, say } from "../dom.js";
import { redrawn } from "../photo.js";
import { t } from "../words.js";

const MOST = 4;

export function photoPicker() {
  const taken = [];
  const list = h("ul", { class: "photos", "aria-label": t("photos") });
  const input = h("input", { type: "file", accept: "image/*", capture: "environment", id: "photo" });
  input.addEventListener("change", async () => {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    if (taken.length >= MOST) return say(t("photos_most", { n: MOST }), "bad");
    const picture = await redrawn(file);
    if (picture === null) return say(t("photo_bad"), "bad");
    taken.push(picture);
    const shown = h("img", { src: URL.createObjectURL(new Blob([picture], { type: "image/jpeg" })), alt: t("photo_n", { n: taken.length }) });
    const item = h("li", {}, shown, h("button", { type: "button", class: "link", onclick: () => remove(item, picture) }, t("remove")));
    list.append(item);
  });
  function remove(item, picture) {
    taken.splice(taken.indexOf(picture), 1);
    item.remove();
  }
  const element = h("div", { class: "field" }, h("label", { for: "photo" }, t("photo_add")), h("p", { class: "hint" }, t("photo_hint")), input, list);
  return { element, taken: () => taken };
}
