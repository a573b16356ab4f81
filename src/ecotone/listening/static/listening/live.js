// Comfort on the interviewer's screen: notes save themselves, keys move between questions, clocks
// run. Without these files the buttons save and the questions are links.

import "./live-notes.js";
import "./live-steps.js";
import "./live-clocks.js";
