package io.github.integratedresponse.signal;

import io.github.integratedresponse.process.WorkQueue.Urgency;
import io.github.integratedresponse.signal.format.Arrival;
import io.github.integratedresponse.signal.format.Finding;

/**
 * A finding on its way into the database.
 *
 * @param from who sent it
 * @param urgency whether somebody waits for what becomes of it
 */
record Incoming(Arrival arrival, String from, Urgency urgency) {

    Finding finding() {
        return arrival.finding();
    }
}
