@NullMarked
package io.github.integratedresponse;

import org.jspecify.annotations.NullMarked;
