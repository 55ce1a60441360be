@NullMarked
package io.github.integratedresponse.governance;

import org.jspecify.annotations.NullMarked;
