package io.godwit.daemon.web;

import io.godwit.speaker.show.ShowRouter;

import java.io.IOException;

/// `/readyz`: whether the lane answers. `/healthz` only says that the process does.
///
/// @param questions to the lane
record Readiness(Questions questions) implements Page {
    @Override
    public void answer(WebExchange exchange) throws IOException, InterruptedException, WebFailure {
        questions.rows(exchange::next, "show router", ShowRouter.Row.class);
        exchange.send(200, "text/plain", "ready\n");
    }
}
