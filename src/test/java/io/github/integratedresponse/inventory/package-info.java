@NullMarked
package io.github.integratedresponse.inventory;

import org.jspecify.annotations.NullMarked;
