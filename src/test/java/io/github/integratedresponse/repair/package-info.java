@NullMarked
package io.github.integratedresponse.repair;

import org.jspecify.annotations.NullMarked;
