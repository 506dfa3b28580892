// The editor's elements: what a page that is only read need not fetch.
import "./elements/topics.js";
import "./elements/days.js";
import "./elements/covers.js";
import "./elements/editor.js";
import "./elements/autosave.js";
import "./elements/fill.js";
import "./elements/above.js";
