// Haru's script: small custom elements, one a file. Every page works without them.
import "./elements/menu.js";
import "./elements/copy.js";
import "./elements/outline.js";
import "./elements/large.js";
import "./elements/topics.js";
import "./elements/days.js";
import "./elements/covers.js";
import "./elements/editor.js";
import "./elements/autosave.js";
import "./elements/taken.js";
import "./elements/fill.js";
import "./elements/above.js";
import "./elements/once.js";
import "./elements/onward.js";
