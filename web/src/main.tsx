import "./style/index.css"; // first: what a view adds comes after it
import { render } from "preact";
import { parse } from "./address";
import { App } from "./app";
import { ahead } from "./pages/ask/ahead";

ahead(parse(new URL(location.href)));

// The letters are asked for before anything is drawn, and waited for as long as nobody notices: from the server beside they come at once; over a slow line the page
// stands in the reader's own, and the next has them. Nothing jumps either way (font-display: optional).
const letters = ["400 1em 'Source Serif'", "italic 400 1em 'Source Serif'", "600 1em 'Source Serif'", "500 1em 'Source Sans'"];
const patience = new Promise((done) => setTimeout(done, 80));

Promise.race([Promise.all(letters.map((font) => document.fonts.load(font))), patience])
  .catch(() => {})
  .then(() => render(<App />, document.getElementById("page")!));
