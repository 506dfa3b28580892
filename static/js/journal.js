// Haru's script: small custom elements, one a file. Every page works without them; the editor's are in writing.js.
import "./elements/menu.js";
import "./elements/leaving.js";
import "./elements/bell.js";
import "./elements/desk.js";
import "./elements/choose.js";
import "./elements/copy.js";
import "./elements/copy_field.js";
import "./elements/outline.js";
import "./elements/large.js";
import "./elements/taken.js";
import "./elements/once.js";
import "./elements/onward.js";
import "./elements/quote.js";
import "./elements/search.js";
import "./elements/palette.js";
import "./elements/keys.js";
import "./elements/latest.js";
import "./elements/installed.js";
import { sayKeys } from "./apple.js";

sayKeys(document);
