@NullMarked
package io.github.integratedresponse.cockpit;

import org.jspecify.annotations.NullMarked;
