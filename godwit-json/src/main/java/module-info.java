/// JSON with positions, and records to JSON.
module io.godwit.json {
    exports io.godwit.json;
}
