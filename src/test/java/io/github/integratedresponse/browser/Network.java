package io.github.integratedresponse.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * What the pages of a browser are asking the platform. Playwright's own state of an idle network is reached once for a document; the
 * web applications go on in the same document when somebody signs in or opens another page.
 */
final class Network {

    private static final Duration QUIET = Duration.ofMillis(300);

    /** The end of a request may not be told when its page goes. */
    private static final Duration LOST = Duration.ofSeconds(5);

    private final Map<Request, Long> underWay = new IdentityHashMap<>();
    private long last = System.nanoTime();

    private Network() {}

    static Network of(BrowserContext context) {
        Network network = new Network();
        context.onRequest(request -> {
            network.last = System.nanoTime();
            network.underWay.put(request, network.last);
        });
        context.onRequestFinished(network::ended);
        context.onRequestFailed(network::ended);
        return network;
    }

    private void ended(Request request) {
        underWay.remove(request);
        last = System.nanoTime();
    }

    /** Waits until nothing is being asked any more and nothing new has been for a moment. */
    void idle(Page page) {
        do {
            page.waitForTimeout(50);
            underWay.values().removeIf(began -> since(began) > LOST.toNanos());
        } while (!underWay.isEmpty() || since(last) < QUIET.toNanos());
    }

    private static long since(long nanoTime) {
        return System.nanoTime() - nanoTime;
    }
}
