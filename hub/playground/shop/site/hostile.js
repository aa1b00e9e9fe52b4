// Somebody else's `hub`, before the widget comes.
window.hub = { version: '0.3', connect() {} };

// Hotkeys that take every key in the capture phase, as some editors and games do.
for (const type of ['keydown', 'keypress', 'keyup'])
  window.addEventListener(
    type,
    (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
// Nor does a click get any further than here.
document.addEventListener('click', (event) => event.stopImmediatePropagation());

document.addEventListener('DOMContentLoaded', () => {
  const place = document.getElementById('other-hub');
  place.textContent = place.dataset.words;
});
