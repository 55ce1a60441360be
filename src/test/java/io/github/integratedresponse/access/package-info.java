@NullMarked
package io.github.integratedresponse.access;

import org.jspecify.annotations.NullMarked;
