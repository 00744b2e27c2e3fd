/// JSON with positions, and records to JSON.
package io.godwit.json;
