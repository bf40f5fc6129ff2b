// Shows only the fields of the chosen way of writing a value; without this script all of them are there.
const choice = document.querySelector("[data-ways] select[name=way]");
if (choice) {
  const parts = choice.form.querySelectorAll("[data-way]");
  const show = () => {
    for (const part of parts) {
      part.hidden = part.dataset.way !== choice.value;
    }
  };
  choice.addEventListener("change", show);
  show();
}
