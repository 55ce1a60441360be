package io.github.integratedresponse.process;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a delegate that tells something to the world outside: a mail, a webhook, a tracker. A diagram may name it only on a step that
 * begins with a save point ({@code asyncBefore}), so that a failure is retried by itself and repeats nothing else.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface LeavesTheProcess {}
