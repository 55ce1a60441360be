package io.github.integratedresponse.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many sign-ins may fail before there is a pause. Each node counts for itself.
 *
 * @param address for one client address, whatever the accounts
 * @param account for one account from addresses where it has not signed in lately taken together, and from each other address by itself
 */
@ConfigurationProperties("integrated-response.sign-in")
record SignInProperties(@DefaultValue Address address, @DefaultValue Account account) {

    record Address(@DefaultValue("20") int failures, @DefaultValue("1m") Duration within) {}

    record Account(@DefaultValue("10") int failures, @DefaultValue("5m") Duration within) {}
}
