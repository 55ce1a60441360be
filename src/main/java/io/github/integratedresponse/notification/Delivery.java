package io.github.integratedresponse.notification;

import java.util.Optional;

/** Carries messages of one channel to the other side. */
interface Delivery {

    Channel channel();

    /** @return what is not configured, so that this message can't be sent at all */
    Optional<String> missing(Message message);

    /**
     * @return proof of sending
     * @throws DeliveryFailed when trying again may help
     * @throws Undeliverable when it won't
     */
    String deliver(Message message);
}
