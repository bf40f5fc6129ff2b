// The history sliders: each step is a day on which something changed. The date fields beside them work without this.
for (const slider of document.querySelectorAll("input.slider[data-for]")) {
  const field = document.getElementById(slider.dataset.for);
  const days = slider.dataset.days.split(" ").filter(Boolean);
  if (!field || days.length < 2) continue;
  slider.min = 0;
  slider.max = days.length - 1;
  slider.step = 1;
  const nearest = (day) => {
    const later = days.findIndex((one) => one > day);
    return day === "" || later === -1 ? days.length - 1 : Math.max(0, later - 1);
  };
  const speak = () => slider.setAttribute("aria-valuetext", days[slider.value]);
  slider.value = nearest(field.value);
  speak();
  slider.hidden = false;
  slider.addEventListener("input", () => {
    field.value = days[slider.value];
    speak();
  });
  slider.addEventListener("change", () => slider.form.requestSubmit());
  field.addEventListener("change", () => {
    slider.value = nearest(field.value);
    speak();
  });
}
