/** Messages that leave the platform, by mail and webhook, each kept with its proof of sending. */
@ApplicationModule(displayName = "Notification")
@NullMarked
package io.github.integratedresponse.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
