/// JSON with positions, and records to JSON.
module io.godwit.json {}
