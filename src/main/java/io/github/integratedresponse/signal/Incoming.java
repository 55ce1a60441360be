package io.github.integratedresponse.signal;

import io.github.integratedresponse.process.WorkQueue.Urgency;

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
