package io.github.integratedresponse.notification;

/** A message could not be sent just now; sending it again later may help. It stays kept. */
public class DeliveryFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DeliveryFailed(String what) {
        super(what);
    }
}
