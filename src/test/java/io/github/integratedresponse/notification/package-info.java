@NullMarked
package io.github.integratedresponse.notification;

import org.jspecify.annotations.NullMarked;
