package io.godwit.daemon.web;

import java.io.IOException;

/// What answers under a path.
interface Page {
    void answer(WebExchange exchange) throws IOException, InterruptedException, WebFailure;
}
