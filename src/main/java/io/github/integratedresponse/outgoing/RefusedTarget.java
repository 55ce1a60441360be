package io.github.integratedresponse.outgoing;

import java.net.UnknownHostException;

/** Nothing is sent there, now or later. */
public class RefusedTarget extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    RefusedTarget(String reason) {
        super(reason);
    }
}
