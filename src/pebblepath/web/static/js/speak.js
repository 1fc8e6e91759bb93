// The browser's voice reads a screen when its ear is touched, and never by itself: the words that the ear carries, or
// else what stands on the screen. Only a voice that lives on the device is used: others send the words away to be
// spoken. Where there is none, there is no ear.
const ear = document.querySelector("[data-speak]");
const voices = window.speechSynthesis;
const ours = () => voices.getVoices().find((voice) => voice.localService && voice.lang.startsWith("en"));
const show = () => {
  ear.hidden = !ours();
};
const shown = () =>
  [...document.querySelectorAll("h1, .my-choices :is(a, button, li, p):not(:has(a, button)), .my-break")]
    .map((thing) => thing.textContent.trim())
    .filter((words, place, all) => words && words !== all[place - 1])
    .join(". ");
if (ear && voices) {
  show();
  voices.addEventListener?.("voiceschanged", show);
  ear.addEventListener("click", () => {
    const words = new SpeechSynthesisUtterance(ear.dataset.speak || shown());
    words.voice = ours();
    words.lang = words.voice.lang;
    words.rate = 0.85;
    voices.cancel();
    voices.speak(words);
  });
  window.addEventListener("pagehide", () => voices.cancel());
}
