package io.github.integratedresponse.notification;

/** The other side refused a message, and would refuse it again. */
class Undeliverable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Undeliverable(String what) {
        super(what);
    }
}
