package io.github.integratedresponse.access;

/** The platform would be open to whoever tries the obvious, so it does not start. */
class UnsafeStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    UnsafeStart(String reason, String remedy) {
        super(reason);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
