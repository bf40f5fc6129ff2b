// A figure's token goes into the text at the cursor by a click. Without this script it is typed.
const form = document.querySelector("form[data-tokens]");
const text = form?.querySelector("textarea");
for (const code of document.querySelectorAll(".report-tokens code")) {
  if (!text) break;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = code.textContent;
  button.addEventListener("click", () => {
    text.setRangeText(code.textContent, text.selectionStart, text.selectionEnd, "end");
    text.focus();
  });
  code.replaceChildren(button);
}
