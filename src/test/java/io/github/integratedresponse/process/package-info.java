@NullMarked
package io.github.integratedresponse.process;

import org.jspecify.annotations.NullMarked;
