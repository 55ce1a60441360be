@NullMarked
package io.github.integratedresponse.signal;

import org.jspecify.annotations.NullMarked;
